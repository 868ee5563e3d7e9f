-- 우리 도시에서 제일 깊이 파고 내려간 역이 어디야?
-- en: Which station is the deepest?
SELECT name FROM station ORDER BY depth DESC LIMIT 1;

-- 5호선에 무슨 역 있는지 다 불러줘
-- en: Name all stations of line 5.
SELECT name FROM station WHERE line = '5호선';

-- 노점 자리 보는 중인데 사람 제일 많이 타고 내리는 역 세 군데만요
-- en: I am looking for a spot for a stall; the three stations with the most riders.
SELECT name FROM station ORDER BY riders DESC LIMIT 3;

-- 주인이 아직 안 찾아간 물건 몇 개나 쌓여 있어?
-- en: How many items have not been returned yet?
SELECT COUNT(*) FROM lost WHERE returned IS NULL;

-- 역무원 인건비가 한 달에 총 얼마 나가죠
-- en: How much do the station workers' wages come to per month?
SELECT SUM(pay) FROM staff;

-- 심야조 누구누구야
-- en: Who is on the late-night shift?
SELECT name FROM staff WHERE shift = '심야조';

-- 작년 한 해 동안 주워서 들어온 물건이 몇 개였나요?
-- en: How many items were found last year?
SELECT COUNT(*) FROM lost WHERE strftime('%Y', found) = '2025';

-- 어제 지하철에 핸드폰 두고 내렸거든요ㅠ 핸드폰은 지금까지 총 몇 대나 들어왔어요?
-- en: How many mobile phones have been handed in so far?
SELECT COUNT(*) FROM lost WHERE item = '휴대전화';

-- 화장실에서 나온 것 중에 제일 값나가는 게 얼마짜리였어?
-- en: How much was the most valuable item found in a toilet worth?
SELECT MAX(value) FROM lost WHERE place = '화장실';

-- 2000년 되기 전에 문 연 역들, 이름이랑 개통일을 오래된 것부터 정리해 주세요
-- en: Names and opening dates of the stations opened before 2000, oldest first.
SELECT name, opened FROM station WHERE opened < '2000-01-01' ORDER BY opened;

-- 역 이름이 '공원'으로 끝나는 데가 어디어디지
-- en: Which stations have names ending in Gongwon?
SELECT name FROM station WHERE name LIKE '%공원';

-- 역장 달면 평균 얼마나 받아요? 승진 고민 중이라
-- en: How much does a station master earn on average?
SELECT AVG(pay) FROM staff WHERE rank = '역장';

-- 역무원 직급이 어떤 게 있는지 궁금합니다
-- en: Which ranks are there among station workers?
SELECT DISTINCT rank FROM staff;

-- 월 500만원 넘게 받는 사람 몇 명?
-- en: How many workers earn more than five million won a month?
SELECT COUNT(*) FROM staff WHERE pay > 5000000;

-- 지하 20미터도 안 되는 얕은 역이 어디예요, 폐소공포증이 좀 있어서요
-- en: Which stations are less than 20 metres deep?
SELECT name FROM station WHERE depth < 20;

-- 이번 달에 습득한 물건 중에 열차 안에서 나온 게 몇 개인가요
-- en: How many of the items found this month were found on a train?
SELECT COUNT(*) FROM lost WHERE strftime('%Y-%m', found) = '2026-04' AND place = '열차 안';

-- 제일 늦게 개통한 역 이름하고 날짜
-- en: Name and date of the station that opened last.
SELECT name, opened FROM station ORDER BY opened DESC LIMIT 1;

-- 승하차가 2만 명도 안 되는 한산한 역 명단 부탁해요. 역 이름이랑 인원까지만요
-- en: Stations with fewer than 20,000 riders: name and riders.
SELECT name, riders FROM station WHERE riders < 20000;

-- 지난달에 주인 손에 돌아간 물건 개수 좀
-- en: How many items were returned last month?
SELECT COUNT(*) FROM lost WHERE strftime('%Y-%m', returned) = '2026-03';

-- 승강장에서 주운 지갑 가운데 10만원 이상짜리가 몇 개 있었지?
-- en: How many wallets worth at least 100,000 won were found on a platform?
SELECT COUNT(*) FROM lost WHERE place = '승강장' AND item = '지갑' AND value >= 100000;

-- 역무원 중에 김씨가 몇명이에요?
-- en: How many station workers are called Kim?
SELECT COUNT(*) FROM staff WHERE name LIKE '김%';

-- 주간조 말고 나머지 조에서 일하는 대리님들 성함 알려주세요
-- en: Names of the assistant managers who are not on the day shift.
SELECT name FROM staff WHERE rank = '대리' AND shift <> '주간조';

-- 1호선 역들 평균 몇 미터 아래에 있어
-- en: How many metres deep are the stations of line 1 on average?
SELECT AVG(depth) FROM station WHERE line = '1호선';

-- 시청역 막차가 몇 시까지 있나요
-- en: Until what time does the last train run at City Hall?
SELECT '답할 수 없음';

-- 호선마다 역이 몇 개씩이야?
-- en: How many stations does each line have?
SELECT line, COUNT(*) FROM station GROUP BY line;

-- 노선별 승하차 인원 합계를 붐비는 노선부터 뽑아 주십시오. 증편 검토 자료입니다
-- en: Total riders by line, busiest first.
SELECT line, SUM(riders) FROM station GROUP BY line ORDER BY SUM(riders) DESC;

-- 역무원이 네 명 이상 붙어 있는 역 이름이랑 몇 명인지
-- en: Stations with four or more workers, and how many.
SELECT station.name, COUNT(*) FROM staff JOIN station ON staff.station_id = station.id GROUP BY station.id HAVING COUNT(*) >= 4;

-- 역무원이 한 명도 배치 안 된 역이 어디인지 찾아줘
-- en: Which stations have no worker?
SELECT name FROM station WHERE id NOT IN (SELECT station_id FROM staff);

-- 2호선 역에서 일하는 직원들 월급은 평균 얼마?
-- en: How much do the workers at stations of line 2 earn on average?
SELECT AVG(staff.pay) FROM staff JOIN station ON staff.station_id = station.id WHERE station.line = '2호선';

-- 품목별로 주워서 돌려주기까지 평균 며칠 걸렸는지 알고 싶은데요, 돌려준 것만 놓고요
-- en: For each type of item, the average days from finding to return, returned items only.
SELECT item, AVG(julianday(returned) - julianday(found)) FROM lost WHERE returned IS NOT NULL GROUP BY item;

-- 주말에 습득된 물건은 몇 개나 되나
-- en: How many items were found at the weekend?
SELECT COUNT(*) FROM lost WHERE strftime('%w', found) IN ('0', '6');

-- 3호선 역 직원들이 맡은 분실물 중에 여태 못 돌려준 게 몇 개예요?
-- en: Of the items taken in by workers at stations of line 3, how many have not been returned?
SELECT COUNT(*) FROM lost JOIN staff ON lost.staff_id = staff.id JOIN station ON staff.station_id = station.id WHERE station.line = '3호선' AND lost.returned IS NULL;

-- 분실물을 하나도 안 받아 본 역무원 이름 좀요, 교육 대상자로 넣게
-- en: Names of the workers who never took in a lost item.
SELECT name FROM staff WHERE id NOT IN (SELECT staff_id FROM lost);

-- 근무조별 인원수랑 월급 평균, 한 표로 만들어줘
-- en: Number of workers and average pay by shift.
SELECT shift, COUNT(*), AVG(pay) FROM staff GROUP BY shift;

-- 30만원 넘는 이어폰을 접수한 적 있는 직원이 누구누구죠? 한 사람이 여러 번 받았어도 한 번만, 동명이인은 따로요
-- en: Which workers ever took in earphones worth more than 300,000 won? Each once; namesakes apart.
SELECT name FROM staff WHERE id IN (SELECT staff_id FROM lost WHERE item = '이어폰' AND value > 300000);

-- 역마다 들어온 분실물 개수를 세어 주세요, 하나도 없는 역은 0으로
-- en: Count the lost items of each station, 0 for those without any.
SELECT station.name, COUNT(lost.id) FROM station LEFT JOIN staff ON staff.station_id = station.id LEFT JOIN lost ON lost.staff_id = staff.id GROUP BY station.id;

-- 들어온 지 석 달이 지나도록 안 찾아간 물건들 품목이랑 습득일 목록으로. 경찰서에 넘기려고. 오래된 순, 같은 날이면 품목 가나다순
-- en: Type and date of the items found more than three months ago and still not returned, oldest first, ties by type.
SELECT item, found FROM lost WHERE returned IS NULL AND found < date('2026-04-30', '-3 months') ORDER BY found, item;

-- 올해 들어온 우산이랑 가방, 각각 몇 개씩인지 세어줘
-- en: How many umbrellas and how many bags came in this year?
SELECT item, COUNT(*) FROM lost WHERE item IN ('우산', '가방') AND strftime('%Y', found) = '2026' GROUP BY item;

-- 물건 종류마다 주인 찾아준 비율이 몇 퍼센트인지 뽑아 주세요
-- en: For each type of item, the percentage that was returned.
SELECT item, ROUND(100.0 * COUNT(returned) / COUNT(*), 1) FROM lost GROUP BY item;

-- 전체 승하차 인원 중에 1호선이 차지하는 게 몇 퍼센트나 돼?
-- en: What percentage of all riders does line 1 account for?
SELECT ROUND(100.0 * SUM(CASE WHEN line = '1호선' THEN riders ELSE 0 END) / SUM(riders), 1) FROM station;

-- 호선별로 가장 깊은 역 두 곳씩만. 호선, 역, 몇 미터인지
-- en: The two deepest stations of each line: line, name, depth.
WITH ranked AS (SELECT line, name, depth, ROW_NUMBER() OVER (PARTITION BY line ORDER BY depth DESC) AS place FROM station) SELECT line, name, depth FROM ranked WHERE place <= 2;

-- 올해 달마다 습득 건수가 몇 건인지, 바로 앞 달보다 몇 건 늘었는지도 붙여줘. 1월은 비교 없이 비워두고 한 건도 없는 달은 건너뛰어
-- en: Items found in each month of this year, and the change from the month before; January empty, months without any skipped.
WITH monthly AS (SELECT strftime('%Y-%m', found) AS month, COUNT(*) AS number FROM lost WHERE strftime('%Y', found) = '2026' GROUP BY strftime('%Y-%m', found)) SELECT month, number, number - LAG(number) OVER (ORDER BY month) FROM monthly;

-- 같은 노선 역들 평균보다 이용객이 많은 역은 총 몇 곳인가요
-- en: How many stations have more riders than the average of their line?
SELECT COUNT(*) FROM station WHERE riders > (SELECT AVG(other.riders) FROM station AS other WHERE other.line = station.line);

-- 같은 직급 평균보다 월급이 적은 사람들 이름하고 직급 좀 볼 수 있을까요. 노조에서 쓸 겁니다
-- en: Name and rank of the workers who earn less than the average of their rank.
SELECT name, rank FROM staff WHERE pay < (SELECT AVG(other.pay) FROM staff AS other WHERE other.rank = staff.rank);

-- 맡은 분실물 추정 가격을 다 더하면 100만원이 넘는 직원 이름, 합계 금액
-- en: Workers whose lost items are worth more than a million won in total, with the total.
SELECT staff.name, SUM(lost.value) FROM lost JOIN staff ON lost.staff_id = staff.id GROUP BY staff.id HAVING SUM(lost.value) > 1000000;

-- 서로 다른 품목을 네 가지 이상 받아 본 역무원이 누군지랑 몇 가지인지 알려줘
-- en: Workers who took in four or more different types of items, and how many.
SELECT staff.name, COUNT(DISTINCT lost.item) FROM lost JOIN staff ON lost.staff_id = staff.id GROUP BY staff.id HAVING COUNT(DISTINCT lost.item) >= 4;

-- 직원 한 사람이 감당하는 승하차 인원이 제일 많은 역은 어디일까? 직원 없는 역은 빼고
-- en: Which station has the most riders per worker, stations without workers left out?
SELECT station.name FROM staff JOIN station ON staff.station_id = station.id GROUP BY station.id ORDER BY 1.0 * station.riders / COUNT(*) DESC LIMIT 1;

-- 작년 상반기보다 하반기에 습득물이 몇 퍼센트 늘었나요? 줄었으면 음수로 주세요
-- en: By what percentage did found items grow from the first to the second half of last year? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN found >= '2025-07-01' AND found <= '2025-12-31' THEN 1 ELSE 0 END) - SUM(CASE WHEN found >= '2025-01-01' AND found <= '2025-06-30' THEN 1 ELSE 0 END)) / SUM(CASE WHEN found >= '2025-01-01' AND found <= '2025-06-30' THEN 1 ELSE 0 END), 1) FROM lost;

-- 노선별로 제일 먼저 개통한 역이 어딘지, 개통일까지 해서 한 줄씩
-- en: For each line the station that opened first, with the date.
WITH ranked AS (SELECT line, name, opened, ROW_NUMBER() OVER (PARTITION BY line ORDER BY opened) AS place FROM station) SELECT line, name, opened FROM ranked WHERE place = 1;

-- 분실물 하나 들어오고 그다음 게 들어올 때까지 제일 길게는 며칠이나 비었어? 역 구분 없이 전체로
-- en: What is the longest gap in days between one found item and the next, over all stations?
WITH gaps AS (SELECT julianday(found) - julianday(LAG(found) OVER (ORDER BY found)) AS days FROM lost) SELECT MAX(days) FROM gaps;

-- 맡은 물건을 한 개도 빠짐없이 주인한테 돌려준 직원은 몇 명이에요? 하나도 안 맡은 사람은 말고요
-- en: How many workers returned every item they took in? Those who took in none do not count.
SELECT COUNT(*) FROM (SELECT staff_id FROM lost GROUP BY staff_id HAVING COUNT(*) = COUNT(returned));

-- 야간조 직원들이 받은 물건 중에 일주일 안에 돌려준 비율 좀 퍼센트로. 아직 안 돌려준 것도 분모에 넣고, 딱 7일째까지는 일주일로 쳐줘
-- en: Of the items taken in by the night shift, what percentage was returned within seven days? Items not returned count in the total.
SELECT ROUND(100.0 * SUM(CASE WHEN julianday(lost.returned) - julianday(lost.found) <= 7 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM lost JOIN staff ON lost.staff_id = staff.id WHERE staff.shift = '야간조';
