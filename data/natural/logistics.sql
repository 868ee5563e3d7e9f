-- 제일 큰 창고가 어디예요? 명절 물량 거기로 돌리려고요
-- en: Which depot is the largest?
SELECT name FROM depot ORDER BY area DESC LIMIT 1;

-- 냉동 되는 센터 이름 좀 다 알려줘
-- en: Names of the frozen storage depots.
SELECT name FROM depot WHERE storage = '냉동';

-- 이천에 우리 창고 몇 개 있지
-- en: How many depots do we have in Icheon?
SELECT COUNT(*) FROM depot WHERE region = '이천';

-- 화학약품 맡길 수 있는 데 있어요? 위험물 보관하는 창고 이름하고 지역이요
-- en: Depots for hazardous goods, name and region.
SELECT name, region FROM depot WHERE storage = '위험물';

-- 5000제곱미터도 안 되는 작은 센터가 어디어디야
-- en: Which depots are under 5,000 square metres?
SELECT name FROM depot WHERE area < 5000;

-- 항만 쪽 센터들, 이름이 항만으로 시작하는 거 몇 곳이에요?
-- en: How many depots have names that begin with Hangman?
SELECT COUNT(*) FROM depot WHERE name LIKE '항만%';

-- 제일 많이 굴린 차 번호판 불러 봐
-- en: The plate of the truck with the highest mileage.
SELECT plate FROM truck ORDER BY mileage DESC LIMIT 1;

-- 50만 킬로 넘게 뛴 차가 몇 대나 되는지 확인 부탁해요, 대차 신청 넣게
-- en: How many trucks have run more than 500,000 km?
SELECT COUNT(*) FROM truck WHERE mileage > 500000;

-- 2.5톤짜리 우리 회사 차(직영) 번호 뭐뭐 있어?
-- en: Plates of our own 2.5-tonne trucks.
SELECT plate FROM truck WHERE size = '2.5톤' AND owner = '직영';

-- 언제 점검받았는지 기록 없는 차량 번호판 주세요
-- en: Plates of the trucks without a recorded inspection.
SELECT plate FROM truck WHERE checked IS NULL;

-- 정기점검 받은 지 1년 넘은 차들 번호랑 마지막 점검 날짜, 오래된 순이요. 날짜 같으면 번호판순. 기록 없는 차는 놔두고요
-- en: Trucks inspected more than a year ago, plate and date, oldest first, ties by plate.
SELECT plate, checked FROM truck WHERE checked < date('2026-06-30', '-1 years') ORDER BY checked, plate;

-- 지입차는 평균 몇 키로 탔대요?
-- en: What is the average mileage of the contracted trucks?
SELECT AVG(mileage) FROM truck WHERE owner = '지입';

-- 돌려보내진 화물 총 몇 건?
-- en: How many loads were returned?
SELECT COUNT(*) FROM freight WHERE state = '반송';

-- 아직 차에 못 실은 게 몇 건이나 밀려 있나요
-- en: How many loads are still waiting to be loaded?
SELECT COUNT(*) FROM freight WHERE state = '상차 대기';

-- 운임 제일 세게 받은 게 얼마였어
-- en: How much was the highest charge?
SELECT MAX(charge) FROM freight;

-- 4톤 넘는 짐은 몇 번이나 나갔습니까?
-- en: How many loads weighed more than four tonnes?
SELECT COUNT(*) FROM freight WHERE weight > 4000;

-- 이번 달 출고가 몇건이죠
-- en: How many loads were shipped this month?
SELECT COUNT(*) FROM freight WHERE strftime('%Y-%m', shipped) = '2026-06';

-- 작년에 나간 짐 무게를 전부 더하면 몇 킬로야?
-- en: How many kilograms were shipped last year altogether?
SELECT SUM(weight) FROM freight WHERE strftime('%Y', shipped) = '2025';

-- 차는 몇 톤급들이 있나요? 신입이라 잘 몰라서 여쭤봅니다
-- en: Which size classes of truck are there?
SELECT DISTINCT size FROM truck;

-- 지금 김해 가는 기사님 도착 예정 시간이 몇 시야?
-- en: When is the driver on the way to Gimhae due to arrive?
SELECT '답할 수 없음';

-- 이번 달 경유값으로 얼마 썼는지 알려줘요
-- en: How much did we spend on diesel this month?
SELECT '답할 수 없음';

-- 지역별 창고 개수하고 면적 합계 같이 보여 주시겠어요?
-- en: By region, the number of depots and their total area.
SELECT region, COUNT(*), SUM(area) FROM depot GROUP BY region;

-- 톤급별로 차가 몇 대씩인지, 대수 많은 것부터
-- en: Trucks by size class, most first.
SELECT size, COUNT(*) FROM truck GROUP BY size ORDER BY COUNT(*) DESC;

-- 화물을 제일 많이 내보낸 센터 이름하고 건수가 궁금하네
-- en: Which depot shipped the most loads, and how many?
SELECT depot.name, COUNT(*) FROM freight JOIN depot ON freight.depot_id = depot.id GROUP BY depot.id ORDER BY COUNT(*) DESC LIMIT 1;

-- 운임을 가장 많이 벌어 온 차가 몇 번 차고 얼마예요? 포상금 나갑니다
-- en: Which truck earned the most in charges, and how much?
SELECT truck.plate, SUM(freight.charge) FROM freight JOIN truck ON freight.truck_id = truck.id GROUP BY truck.id ORDER BY SUM(freight.charge) DESC LIMIT 1;

-- 일감 한 번도 안 받은 차가 있다는데 번호판이 뭐야
-- en: Trucks that never carried a load.
SELECT plate FROM truck WHERE id NOT IN (SELECT truck_id FROM freight);

-- 올해 화물이 한 건도 안 나간 창고가 어딘가요? 임대 줄까 고민입니다
-- en: Depots without a load this year.
SELECT name FROM depot WHERE id NOT IN (SELECT depot_id FROM freight WHERE strftime('%Y', shipped) = '2026');

-- 냉장 창고에서 나간 짐은 건당 평균 운임이 얼마나 돼요
-- en: What is the average charge of loads from chilled depots?
SELECT AVG(freight.charge) FROM freight JOIN depot ON freight.depot_id = depot.id WHERE depot.storage = '냉장';

-- 용차한테 나간 운임 총액 얼마야? 정산일이라
-- en: How much in charges went to hired trucks?
SELECT SUM(freight.charge) FROM freight JOIN truck ON freight.truck_id = truck.id WHERE truck.owner = '용차';

-- 1톤 트럭에 1톤 넘게, 그러니까 1000kg 초과로 실은 과적이 몇 건이나 있는지 조사해 주세요
-- en: How many loads over 1,000 kg went on one-tonne trucks?
SELECT COUNT(*) FROM freight JOIN truck ON freight.truck_id = truck.id WHERE truck.size = '1톤' AND freight.weight > 1000;

-- 칠곡에서 출고된 거 중에 아직 달리고 있는 차 번호, 같은 차는 한 번만
-- en: Plates of the trucks still on the road with freight from Chilgok, each once.
SELECT plate FROM truck WHERE id IN (SELECT freight.truck_id FROM freight JOIN depot ON freight.depot_id = depot.id WHERE depot.region = '칠곡' AND freight.state = '운행 중');

-- 작년 월별 운임 매출 좀 뽑아 줘, 1월부터 순서대로고 출고 없던 달은 안 나와도 돼
-- en: Charges in each month of last year that had loads, in order.
SELECT strftime('%Y-%m', shipped), SUM(charge) FROM freight WHERE strftime('%Y', shipped) = '2025' GROUP BY strftime('%Y-%m', shipped) ORDER BY strftime('%Y-%m', shipped);

-- 상태별 건수 정리해 주세요. 많은 상태부터요
-- en: Loads by state, most first.
SELECT state, COUNT(*) FROM freight GROUP BY state ORDER BY COUNT(*) DESC;

-- 토요일이랑 일요일에 나간 물량이 몇 건인지, 특근비 계산해야 해
-- en: How many loads were shipped on a Saturday or Sunday?
SELECT COUNT(*) FROM freight WHERE strftime('%w', shipped) IN ('0', '6');

-- 센터 이름마다 나간 화물 몇 건인지 붙여 주세요. 없는 센터도 0으로 꼭 넣고요
-- en: Loads by depot, 0 for depots without one.
SELECT depot.name, COUNT(freight.id) FROM depot LEFT JOIN freight ON freight.depot_id = depot.id GROUP BY depot.id;

-- 최근 3개월 동안 5톤차 이상(5톤, 11톤, 25톤)이 나른 짐 총무게?
-- en: Total weight carried in the last three months by trucks of five tonnes or more (5, 11, 25).
SELECT SUM(freight.weight) FROM freight JOIN truck ON freight.truck_id = truck.id WHERE truck.size IN ('5톤', '11톤', '25톤') AND freight.shipped >= date('2026-06-30', '-3 months');

-- 여섯 번 이상 짐 실어 나른 차 번호랑 소속, 횟수 알려 줄래
-- en: Trucks with six or more loads: plate, owner, how many.
SELECT truck.plate, truck.owner, COUNT(*) FROM freight JOIN truck ON freight.truck_id = truck.id GROUP BY truck.id HAVING COUNT(*) >= 6;

-- 창고 보관 유형별로 어디서 돈이 되나 봅시다. 운임 합계를 큰 것부터
-- en: Total charges by storage type of the depot, largest first.
SELECT depot.storage, SUM(freight.charge) FROM freight JOIN depot ON freight.depot_id = depot.id GROUP BY depot.storage ORDER BY SUM(freight.charge) DESC;

-- 점검 기록이 아예 없는 차가 나른 짐이 여태 몇 건이죠? 보험사에서 물어봐서요
-- en: How many loads did trucks without an inspection date carry?
SELECT COUNT(*) FROM freight JOIN truck ON freight.truck_id = truck.id WHERE truck.checked IS NULL;

-- 반송률 몇 퍼센트야? 전체 화물 놓고
-- en: What percentage of all loads was returned?
SELECT ROUND(100.0 * SUM(CASE WHEN state = '반송' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM freight;

-- 직영, 지입, 용차별로 하차까지 끝낸 비율을 퍼센트로 비교해 주십시오
-- en: Percentage of loads fully unloaded by owner of the truck.
SELECT truck.owner, ROUND(100.0 * SUM(CASE WHEN freight.state = '하차 완료' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM freight JOIN truck ON freight.truck_id = truck.id GROUP BY truck.owner;

-- 지역마다 출고 중량 1등 센터를 하나씩 뽑아서 지역, 센터, 총중량으로 보고해 줘
-- en: For each region, the depot that shipped the most by weight: region, depot, total weight.
WITH total AS (SELECT depot.region, depot.name, SUM(freight.weight) AS moved FROM freight JOIN depot ON freight.depot_id = depot.id GROUP BY depot.id), ranked AS (SELECT region, name, moved, ROW_NUMBER() OVER (PARTITION BY region ORDER BY moved DESC) AS place FROM total) SELECT region, name, moved FROM ranked WHERE place = 1;

-- 톤급별로 주행거리 긴 차 세 대씩만 추려 줘요. 톤급, 번호판, 거리 이렇게. 거리가 같으면 번호판 빠른 차가 먼저예요
-- en: The three trucks with the highest mileage of each size: size, plate, mileage; ties by plate.
WITH ranked AS (SELECT size, plate, mileage, ROW_NUMBER() OVER (PARTITION BY size ORDER BY mileage DESC, plate) AS place FROM truck) SELECT size, plate, mileage FROM ranked WHERE place <= 3;

-- 작년 달마다 출고 중량이랑 그 앞 달 대비 몇 킬로 늘거나 줄었나. 출고 있던 달만 놓고 바로 위 줄과 비교하고 첫 달은 비워
-- en: Weight shipped in each month of last year that had loads, with the change from the one before, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', shipped) AS month, SUM(weight) AS total FROM freight WHERE strftime('%Y', shipped) = '2025' GROUP BY strftime('%Y-%m', shipped)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 올 상반기 운임 수입이 작년 하반기에 비해 몇 퍼센트 늘었나요? 줄었으면 마이너스로 나오게요
-- en: By what percentage did charges of the first half of this year grow over the second half of last year? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN shipped >= '2026-01-01' AND shipped <= '2026-06-30' THEN charge ELSE 0 END) - SUM(CASE WHEN shipped >= '2025-07-01' AND shipped <= '2025-12-31' THEN charge ELSE 0 END)) / SUM(CASE WHEN shipped >= '2025-07-01' AND shipped <= '2025-12-31' THEN charge ELSE 0 END), 1) FROM freight;

-- 차 한 대가 일 나갔다가 그다음 일 나갈 때까지 평균 며칠이나 걸려? 출고일 사이 날수로 따져서
-- en: How many days pass on average between one shipping date and the next of the same truck?
WITH gaps AS (SELECT julianday(shipped) - julianday(LAG(shipped) OVER (PARTITION BY truck_id ORDER BY shipped)) AS days FROM freight) SELECT AVG(days) FROM gaps;

-- 반송 빼고 운임 누적이 150만원 넘는 차 번호하고 금액, 많이 번 차부터. 금액 같으면 번호판순
-- en: Trucks with more than 1.5 million won in charges, returns aside: plate and total, most first, ties by plate.
SELECT truck.plate, SUM(freight.charge) FROM freight JOIN truck ON freight.truck_id = truck.id WHERE freight.state <> '반송' GROUP BY truck.id HAVING SUM(freight.charge) > 1500000 ORDER BY SUM(freight.charge) DESC, truck.plate;

-- 같은 톤급 평균보다 더 많이 뛴 직영차가 몇 대예요?
-- en: How many of our own trucks have run more than the average of their size class?
SELECT COUNT(*) FROM truck WHERE owner = '직영' AND mileage > (SELECT AVG(other.mileage) FROM truck AS other WHERE other.size = truck.size);

-- 1kg당 운임을 톤급별로 계산해 주실래요? 총운임 나누기 총중량, 소수점 첫째 자리까지
-- en: Charge per kilogram by truck size: total charges over total weight, to one decimal.
SELECT truck.size, ROUND(1.0 * SUM(freight.charge) / SUM(freight.weight), 1) FROM freight JOIN truck ON freight.truck_id = truck.id GROUP BY truck.size;

-- 서로 다른 지역 세 군데 이상 창고에서 짐을 실어 본 차가 몇 대인지 알 수 있을까요
-- en: How many trucks carried freight from depots in three or more regions?
SELECT COUNT(*) FROM (SELECT freight.truck_id FROM freight JOIN depot ON freight.depot_id = depot.id GROUP BY freight.truck_id HAVING COUNT(DISTINCT depot.region) >= 3);

-- 마지막 출고가 6개월도 더 된 차들, 번호판이랑 마지막으로 나간 날짜. 나간 적 있는 차만 보면 돼
-- en: Trucks whose last load is more than six months ago, plate and date.
SELECT truck.plate, MAX(freight.shipped) FROM freight JOIN truck ON freight.truck_id = truck.id GROUP BY truck.id HAVING MAX(freight.shipped) < date('2026-06-30', '-6 months');

-- 면적 100제곱미터당 출고 건수로 치면 제일 바쁜 센터는 어디죠? 건수 곱하기 100 나누기 면적이요
-- en: Which depot is busiest by loads per 100 square metres?
SELECT depot.name FROM freight JOIN depot ON freight.depot_id = depot.id GROUP BY depot.id ORDER BY 100.0 * COUNT(*) / depot.area DESC LIMIT 1;
