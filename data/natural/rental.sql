-- 하루 빌리는 값이 제일 싼 차가 뭐예요? 번호판이랑 요금요. 똑같이 싼 차가 있으면 같이 보여 주세요
-- en: Which car is the cheapest per day, plate and rate? All that share it.
SELECT plate, rate FROM car WHERE rate = (SELECT MIN(rate) FROM car);

-- 제주에 지점 몇 군데 있어요?
-- en: How many branches are there on Jeju?
SELECT COUNT(*) FROM branch WHERE region = '제주';

-- 전기차 중에 하루 7만원 이하인 거 번호만 쫙 뽑아줘
-- en: Plates of the electric cars for 70,000 won a day or less.
SELECT plate FROM car WHERE fuel = '전기' AND rate <= 70000;

-- 승합차 몇 대 굴리고 있지, 우리
-- en: How many vans do we run?
SELECT COUNT(*) FROM car WHERE model = '승합차';

-- 10만 킬로 넘게 뛴 차들 번호판하고 얼마나 뛰었는지. 슬슬 팔아야 될 것 같아서
-- en: Cars with more than 100,000 km, plate and mileage.
SELECT plate, mileage FROM car WHERE mileage > 100000;

-- 차가 아직 안 들어온 계약이 몇 건이나 되나
-- en: How many contracts have a car not returned yet?
SELECT COUNT(*) FROM contract WHERE returned IS NULL;

-- 보험 안 들고 빌려 간 계약은 몇 건입니까? 비어 있으면 안 든 거예요
-- en: How many contracts have no insurance? Empty means none.
SELECT COUNT(*) FROM contract WHERE cover IS NULL;

-- 여태 제일 나이 많은 운전자가 몇 살이었어요? 저희 아버지도 빌릴 수 있나 해서요
-- en: How old was the oldest driver so far?
SELECT MAX(age) FROM contract;

-- 어떤 기름 넣는 차들이 있어? 종류만
-- en: Which kinds of fuel do the cars use?
SELECT DISTINCT fuel FROM car;

-- 지난달 대여료 수입 합계 부탁합니다. 빌려 간 날 기준요
-- en: Total rental income of last month, by the day the car was taken.
SELECT SUM(fee) FROM contract WHERE strftime('%Y-%m', lent) = '2026-03';

-- 직원 20명 이상 근무하는 지점 이름이랑 인원
-- en: Branches with 20 or more employees, name and number.
SELECT name, staff FROM branch WHERE staff >= 20;

-- 제일 오래된 지점이 어디고 언제 생겼죠
-- en: Which branch is the oldest, and when did it open?
SELECT name, opened FROM branch ORDER BY opened LIMIT 1;

-- 20대가 빌린 계약이 총 몇 건이에요? 보험사에 자료 내야 해요
-- en: How many contracts were made by drivers in their twenties?
SELECT COUNT(*) FROM contract WHERE age >= 20 AND age <= 29;

-- 아기 카시트도 같이 빌려줘요?
-- en: Do you rent child seats as well?
SELECT '답할 수 없음';

-- 김포 쪽 지점들이 가진 차는 전부 몇 대야
-- en: How many cars do the branches in Gimpo have?
SELECT COUNT(*) FROM car JOIN branch ON car.branch_id = branch.id WHERE branch.region = '김포';

-- 차종별 하루 요금 평균 비교해 주세요, 싼 것부터
-- en: Compare the average daily rate by type of car, cheapest first.
SELECT model, AVG(rate) FROM car GROUP BY model ORDER BY AVG(rate);

-- 지점 중에 돈을 제일 많이 벌어 준 데가 어디고 얼마야?
-- en: Which branch earned the most, and how much?
SELECT branch.name, SUM(contract.fee) FROM contract JOIN car ON contract.car_id = car.id JOIN branch ON car.branch_id = branch.id GROUP BY branch.id ORDER BY SUM(contract.fee) DESC LIMIT 1;

-- 하이브리드 빌린 사람들 평균 나이가 궁금하네
-- en: What is the average age of those who rented a hybrid?
SELECT AVG(contract.age) FROM contract JOIN car ON contract.car_id = car.id WHERE car.fuel = '하이브리드';

-- 차를 한 대도 못 받은 지점 이름 좀요. 배차 다시 짜야 됩니다
-- en: Branches without a single car.
SELECT name FROM branch WHERE id NOT IN (SELECT branch_id FROM car);

-- 한번도 안 나간 차 번호 알려줘요
-- en: Plates of the cars that were never rented.
SELECT plate FROM car WHERE id NOT IN (SELECT car_id FROM contract);

-- 보통 며칠씩 빌려 가? 들어온 차만 놓고 빌린 날부터 돌려준 날까지 평균
-- en: For how many days is a car rented on average, returned ones only?
SELECT AVG(julianday(returned) - julianday(lent)) FROM contract WHERE returned IS NOT NULL;

-- 일주일 넘게 쓰고 돌려준 계약 비율은 반납된 것 중 몇 퍼센트인가요
-- en: Of the returned contracts, what percentage lasted more than a week?
SELECT ROUND(100.0 * SUM(CASE WHEN julianday(returned) - julianday(lent) > 7 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM contract WHERE returned IS NOT NULL;

-- 지금 반납 안 된 차들 번호판, 소속 지점, 빌려 간 날짜 좀 뽑아 주세요. 오래된 것부터 연락하려고요
-- en: Cars not returned: plate, branch and day of lending, oldest first.
SELECT car.plate, branch.name, contract.lent FROM contract JOIN car ON contract.car_id = car.id JOIN branch ON car.branch_id = branch.id WHERE contract.returned IS NULL ORDER BY contract.lent;

-- 여수 지점들 작년 월별 매출 1월부터 차례로 보여 줘. 빌려 간 달로 잡고 계약 없는 달은 안 나와도 돼
-- en: Monthly income of the Yeosu branches last year, by month of lending, from January on; months without contracts may be left out.
SELECT strftime('%Y-%m', contract.lent), SUM(contract.fee) FROM contract JOIN car ON contract.car_id = car.id JOIN branch ON car.branch_id = branch.id WHERE branch.region = '여수' AND strftime('%Y', contract.lent) = '2025' GROUP BY strftime('%Y-%m', contract.lent) ORDER BY strftime('%Y-%m', contract.lent);

-- 슈퍼자차 비중이 전체 계약에서 몇 %? 무보험도 분모에 넣고
-- en: What percentage of all contracts has super cover, those without insurance counted in the total?
SELECT ROUND(100.0 * SUM(CASE WHEN cover = '슈퍼자차' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM contract;

-- 연료마다 주행거리 긴 차 두 대씩만 연료, 번호판, 킬로수로. 같으면 번호판 빠른 차 먼저
-- en: The two cars with the highest mileage of each fuel: fuel, plate, kilometres; at the same mileage the lower plate first.
WITH ranked AS (SELECT fuel, plate, mileage, ROW_NUMBER() OVER (PARTITION BY fuel ORDER BY mileage DESC, plate) AS place FROM car) SELECT fuel, plate, mileage FROM ranked WHERE place <= 2;

-- 계약이 다섯 번 이상 잡힌 효자 차량들 번호판, 건수, 벌어들인 돈. 수입 큰 순서
-- en: Cars with five or more contracts: plate, contracts and income, by income.
SELECT car.plate, COUNT(*), SUM(contract.fee) FROM contract JOIN car ON contract.car_id = car.id GROUP BY car.id HAVING COUNT(*) >= 5 ORDER BY SUM(contract.fee) DESC;

-- 같은 차종 평균 요금보다 비싸게 받는 차가 몇 대 있나요?
-- en: How many cars cost more than the average of their type?
SELECT COUNT(*) FROM car WHERE rate > (SELECT AVG(other.rate) FROM car AS other WHERE other.model = car.model);

-- 반납하고 다음 손님한테 나갈 때까지 제일 오래 놀았던 게 며칠인지 알고 싶어요. 같은 차의 바로 앞 계약 반납일에서 다음 계약 빌린 날까지로
-- en: What was the longest idle time in days between the return of a car and its next contract?
WITH gaps AS (SELECT julianday(lent) - julianday(LAG(returned) OVER (PARTITION BY car_id ORDER BY lent)) AS days FROM contract) SELECT MAX(days) FROM gaps;

-- 작년 3월 1일~12월 31일 대여 수입이 재작년 같은 기간보다 몇 퍼센트 늘었는지 계산 좀. 빌려 간 날 기준, 줄었으면 마이너스
-- en: By what percentage did last year's income grow against the same period of the year before, 1 March to 31 December, by day of lending?
SELECT ROUND(100.0 * (SUM(CASE WHEN lent >= '2025-03-01' AND lent <= '2025-12-31' THEN fee ELSE 0 END) - SUM(CASE WHEN lent >= '2024-03-01' AND lent <= '2024-12-31' THEN fee ELSE 0 END)) / SUM(CASE WHEN lent >= '2024-03-01' AND lent <= '2024-12-31' THEN fee ELSE 0 END), 1) FROM contract;
