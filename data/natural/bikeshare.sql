-- 송파에는 대여소 몇 군데 있어?
-- en: How many docking stations are there in Songpa?
SELECT COUNT(*) FROM dock WHERE gu = '송파구';

-- 자전거 제일 많이 세울 수 있는 데가 어디예요?
-- en: Where can the most bicycles be parked?
SELECT name FROM dock ORDER BY racks DESC LIMIT 1;

-- 이름이 '도서관 앞'으로 끝나는 대여소 쭉 보여줘. 시험 기간이라 자주 갈 거거든
-- en: Show the stations whose names end in "Doseogwan ap" (in front of the library).
SELECT name FROM dock WHERE name LIKE '%도서관 앞';

-- 대여소 처음 생긴 게 언제예요?
-- en: When was the first docking station installed?
SELECT MIN(installed) FROM dock;

-- 잃어버린 자전거 몇 대야
-- en: How many bicycles are lost?
SELECT COUNT(*) FROM bike WHERE state = '분실';

-- 지금 탈 수 있게 나가 있는 전기자전거 시리얼 번호 좀 (운행 중인 것만)
-- en: Serial numbers of the electric bicycles that are in service.
SELECT serial FROM bike WHERE kind = '전기' AND state = '운행 중';

-- 8천 킬로 넘게 달린 자전거들 일련번호 뽑아 주세요, 폐기 심사하게
-- en: Serial numbers of the bicycles that have run more than 8,000 km.
SELECT serial FROM bike WHERE mileage > 8000;

-- 한 번도 점검 안 받은 걸로 나오는 자전거 몇 대나 돼요? 점검 날짜가 아예 비어 있는 거요
-- en: How many bicycles have no inspection date at all?
SELECT COUNT(*) FROM bike WHERE checked IS NULL;

-- 어떤 자전거가 있는지 기종만 알려줘
-- en: Which models of bicycle are there?
SELECT DISTINCT kind FROM bike;

-- 새싹 자전거는 한 대당 평균 몇 km 굴렀나
-- en: How far has a Saessak bicycle run on average?
SELECT AVG(mileage) FROM bike WHERE kind = '새싹';

-- 상태별로 자전거가 몇 대씩인지 아침 회의 전까지 부탁해요
-- en: How many bicycles are there in each state?
SELECT state, COUNT(*) FROM bike GROUP BY state;

-- 제일 오래 탄 사람은 몇 분이나 탔대?
-- en: How many minutes was the longest ride?
SELECT MAX(minutes) FROM ride;

-- 올해 빌려 간 횟수 총 몇 번
-- en: How many rentals were there this year?
SELECT COUNT(*) FROM ride WHERE strftime('%Y', rented) = '2026';

-- 1시간 넘겨서 탄 거 몇 건이에요? 추가 요금 물려야 되는 건들
-- en: How many rides went over one hour?
SELECT COUNT(*) FROM ride WHERE minutes > 60;

-- 얼마나 멀리 갔는지 기록이 안 남은 이용 몇 건이죠
-- en: How many rides have no distance recorded?
SELECT COUNT(*) FROM ride WHERE km IS NULL;

-- 정기권 쓰는 사람들은 한 번에 평균 몇 분 타?
-- en: How many minutes does a ride on a season pass take on average?
SELECT AVG(minutes) FROM ride WHERE pass = '정기권';

-- 구마다 거치대가 총 몇 개인지, 많은 구부터 정리해 주세요
-- en: Total racks in each district, most first.
SELECT gu, SUM(racks) FROM dock GROUP BY gu ORDER BY SUM(racks) DESC;

-- 2020년 이후에(2020년 포함) 놓은 대여소는 몇 곳인가요?
-- en: How many stations were installed in 2020 or later?
SELECT COUNT(*) FROM dock WHERE installed >= '2020-01-01';

-- 타이어 펑크로 신고 들어온 자전거 몇 대야?
-- en: How many bicycles were reported with a flat tyre?
SELECT '답할 수 없음';

-- 이번 달 일일권 팔아서 얼마 벌었어요?
-- en: How much money did day passes bring in this month?
SELECT '답할 수 없음';

-- 거치대 스무 개도 안 되는 코딱지만 한 대여소 있나? 이름이랑 어느 구인지
-- en: Stations with fewer than 20 racks: name and district.
SELECT name, gu FROM dock WHERE racks < 20;

-- 1년 넘게 점검 못 받은 자전거 일련번호랑 마지막 점검일, 오래된 것부터 줘. 날짜 없는 건 됐고
-- en: Serial number and inspection date of the bicycles inspected more than a year ago, oldest first, without those that have no date.
SELECT serial, checked FROM bike WHERE checked < date('2026-06-10', '-1 year') ORDER BY checked;

-- 영등포에서 빌린 건 전부 몇 번이야?
-- en: How many rentals started in Yeongdeungpo?
SELECT COUNT(*) FROM ride JOIN dock ON ride.dock_id = dock.id WHERE dock.gu = '영등포구';

-- 전기자전거 타면 보통 몇 킬로쯤 가요? 평균이요
-- en: How many kilometres does a ride on an electric bicycle cover on average?
SELECT AVG(ride.km) FROM ride JOIN bike ON ride.bike_id = bike.id WHERE bike.kind = '전기';

-- 기종별로 몇 번씩 빌려 갔는지 인기순으로
-- en: Number of rentals by model, most popular first.
SELECT bike.kind, COUNT(*) FROM ride JOIN bike ON ride.bike_id = bike.id GROUP BY bike.kind ORDER BY COUNT(*) DESC;

-- 들여놓고 한 번도 안 빌려 간 자전거들 시리얼 번호가 뭐예요?
-- en: What are the serial numbers of the bicycles that were never rented?
SELECT serial FROM bike WHERE id NOT IN (SELECT bike_id FROM ride);

-- 사람들이 제일 많이 빌려 가는 대여소랑 횟수
-- en: The station with the most rentals, and how many.
SELECT dock.name, COUNT(*) FROM ride JOIN dock ON ride.dock_id = dock.id GROUP BY dock.id ORDER BY COUNT(*) DESC LIMIT 1;

-- 주말 대여가 전체의 몇퍼센트쯤 되나요
-- en: What percentage of all rentals is on weekends?
SELECT ROUND(100.0 * SUM(CASE WHEN strftime('%w', rented) IN ('0', '6') THEN 1 ELSE 0 END) / COUNT(*), 1) FROM ride;

-- 작년 한 해 월별 대여 건수를 1월부터 순서대로 보고 싶어요
-- en: Number of rentals in each month of last year, from January on.
SELECT strftime('%Y-%m', rented), COUNT(*) FROM ride WHERE strftime('%Y', rented) = '2025' GROUP BY strftime('%Y-%m', rented) ORDER BY strftime('%Y-%m', rented);

-- 분실 처리된 자전거를 타고 나간 마지막 날이 각각 언제인지 일련번호랑 같이 알려 주세요
-- en: For each lost bicycle that was ever ridden, its serial number and the date of its last rental.
SELECT bike.serial, MAX(ride.rented) FROM ride JOIN bike ON ride.bike_id = bike.id WHERE bike.state = '분실' GROUP BY bike.id;

-- 마포구에서 단체로 빌린 적 있는 대여소 이름, 겹치지 않게
-- en: Stations in Mapo-gu where a group pass was ever used, each once.
SELECT DISTINCT name FROM dock WHERE gu = '마포구' AND id IN (SELECT dock_id FROM ride WHERE pass = '단체권');

-- 최근 3개월 동안 노원구에서 굴린 거리 합치면 몇 킬로?
-- en: How many kilometres were ridden from Nowon-gu in the last three months?
SELECT SUM(ride.km) FROM ride JOIN dock ON ride.dock_id = dock.id WHERE dock.gu = '노원구' AND ride.rented >= date('2026-06-10', '-3 months');

-- 이번 달 하루라도 쓰인 자전거가 몇 대예요? 같은 자전거는 한 번만 세고요
-- en: How many different bicycles were used this month?
SELECT COUNT(DISTINCT bike_id) FROM ride WHERE strftime('%Y-%m', rented) = '2026-06';

-- 회원 아닌 사람들은 어느 구에서 제일 많이 빌려?
-- en: In which district do non-members rent most often?
SELECT dock.gu FROM ride JOIN dock ON ride.dock_id = dock.id WHERE ride.pass = '비회원권' GROUP BY dock.gu ORDER BY COUNT(*) DESC LIMIT 1;

-- 자전거 종류마다 정비 중인 게 몇 대씩 있나, 하나도 없으면 0이라고 나오게 해줘
-- en: How many bicycles of each model are under repair, with 0 where none is?
SELECT kind, SUM(CASE WHEN state = '정비 중' THEN 1 ELSE 0 END) FROM bike GROUP BY kind;

-- 대여소 이름이 '한강'으로 시작하는 데서 출발하면 평균 몇 킬로나 타고 가지
-- en: How far is a ride on average from the stations whose names begin with Hangang?
SELECT AVG(ride.km) FROM ride JOIN dock ON ride.dock_id = dock.id WHERE dock.name LIKE '한강%';

-- 30분도 안 탔는데 5km 넘게 간 건 있는지 봐줘. 너무 빨리 달린 것 같아서, 몇 건인지만
-- en: How many rides of less than 30 minutes covered more than 5 km?
SELECT COUNT(*) FROM ride WHERE minutes < 30 AND km > 5;

-- 이용권별 비중이 궁금합니다. 전체 대여 중 각각 몇 퍼센트인지 큰 순서로요
-- en: The share of each pass in all rentals, in percent, largest first.
SELECT pass, ROUND(100.0 * COUNT(*) / (SELECT COUNT(*) FROM ride), 1) FROM ride GROUP BY pass ORDER BY COUNT(*) DESC;

-- 구별로 거치대 제일 많은 대여소 하나씩 이름 알려줘, 구 이름도 앞에 붙여서
-- en: For each district, the station with the most racks: district, name.
WITH ranked AS (SELECT gu, name, ROW_NUMBER() OVER (PARTITION BY gu ORDER BY racks DESC) AS place FROM dock) SELECT gu, name FROM ranked WHERE place = 1;

-- 기종마다 누적 거리 긴 순으로 세 대씩: 기종, 일련번호, 거리
-- en: The three bicycles of each model with the longest total distance: model, serial number, distance.
WITH ranked AS (SELECT kind, serial, mileage, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY mileage DESC) AS place FROM bike) SELECT kind, serial, mileage FROM ranked WHERE place <= 3;

-- 지난달 대여가 그 전달보다 몇 건 늘었어? 줄었으면 마이너스 붙여서
-- en: By how many did last month's rentals grow over the month before? Negative if they fell.
SELECT SUM(CASE WHEN strftime('%Y-%m', rented) = '2026-05' THEN 1 ELSE 0 END) - SUM(CASE WHEN strftime('%Y-%m', rented) = '2026-04' THEN 1 ELSE 0 END) FROM ride;

-- 달마다 이용 시간을 전부 더한 값과 전월 대비 증감(분)을 표로 만들어 주세요. 전체 기간이요
-- en: Please tabulate total riding minutes by month and the change from the month before, for the whole period.
WITH monthly AS (SELECT strftime('%Y-%m', rented) AS month, SUM(minutes) AS total FROM ride GROUP BY strftime('%Y-%m', rented)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 최근 반년 동안 아무도 안 빌려 간 대여소가 몇 군데인지 알아봐 줘, 철거 검토용
-- en: How many stations had no rental in the last six months?
SELECT COUNT(*) FROM dock WHERE id NOT IN (SELECT dock_id FROM ride WHERE rented >= date('2026-06-10', '-6 months'));

-- 거치대 하나당으로 치면 제일 알뜰하게 쓰이는, 그러니까 이용 시간 합계 나누기 거치대 수가 제일 큰 대여소가 어디야
-- en: Which station has the most riding minutes in total per rack?
SELECT dock.name FROM ride JOIN dock ON ride.dock_id = dock.id GROUP BY dock.id ORDER BY 1.0 * SUM(ride.minutes) / dock.racks DESC LIMIT 1;

-- 서로 다른 대여소 네 곳 이상에서 빌려 간 자전거는 모두 몇 대입니까
-- en: How many bicycles were rented from four or more different stations?
SELECT COUNT(*) FROM (SELECT bike_id FROM ride GROUP BY bike_id HAVING COUNT(DISTINCT dock_id) >= 4);

-- 자전거 한 대가 대여되고 다음에 또 대여될 때까지 놀고 있던 기간, 제일 긴 게 며칠이에요?
-- en: What is the longest time in days between two successive rentals of the same bicycle?
WITH gaps AS (SELECT julianday(rented) - julianday(LAG(rented) OVER (PARTITION BY bike_id ORDER BY rented)) AS days FROM ride) SELECT MAX(days) FROM gaps;

-- 거리 기록 있는 것만 가지고 이용권별 평균 시속을 구해줘. 총거리를 총시간으로 나눠서 km/h로, 소수점 한 자리까지
-- en: Using only rides with a distance, the average speed in km/h by pass: total distance over total time, to one decimal.
SELECT pass, ROUND(60.0 * SUM(km) / SUM(minutes), 1) FROM ride WHERE km IS NOT NULL GROUP BY pass;

-- 같은 기종 평균보다 많이 굴린 자전거 중에 아직 운행 중인 게 몇 대죠? 교체 예산 잡으려고요
-- en: How many bicycles still in service have run farther than the average of their model?
SELECT COUNT(*) FROM bike WHERE state = '운행 중' AND mileage > (SELECT AVG(other.mileage) FROM bike AS other WHERE other.kind = bike.kind);

-- 작년에 빌린 시간 다 합쳐서 200분 넘는 대여소 이름하고 몇 분인지, 많은 데부터 알려주라
-- en: Stations with more than 200 riding minutes in total last year, and the minutes, most first.
SELECT dock.name, SUM(ride.minutes) FROM ride JOIN dock ON ride.dock_id = dock.id WHERE strftime('%Y', ride.rented) = '2025' GROUP BY dock.id HAVING SUM(ride.minutes) > 200 ORDER BY SUM(ride.minutes) DESC;

-- 구별 정기권 이용 비율이 몇 퍼센트씩 나오나요? 구 의회 질의 답변 자료입니다
-- en: In each district, what percentage of rentals is on a season pass?
SELECT dock.gu, ROUND(100.0 * SUM(CASE WHEN ride.pass = '정기권' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM ride JOIN dock ON ride.dock_id = dock.id GROUP BY dock.gu;

-- 마지막 점검받고 나서 세 번 이상 빌려 간 자전거 있어? 일련번호랑 횟수로. 점검 당일은 빼고
-- en: Bicycles rented three or more times since their last inspection, not counting its day: serial number and count.
SELECT bike.serial, COUNT(*) FROM ride JOIN bike ON ride.bike_id = bike.id WHERE ride.rented > bike.checked GROUP BY bike.id HAVING COUNT(*) >= 3;

-- 연도별로 새로 깐 대여소 수랑 그때까지 누적 몇 곳인지, 옛날 순서대로
-- en: New stations each year and the running total, oldest first.
SELECT strftime('%Y', installed), COUNT(*), SUM(COUNT(*)) OVER (ORDER BY strftime('%Y', installed)) FROM dock GROUP BY strftime('%Y', installed) ORDER BY strftime('%Y', installed);
