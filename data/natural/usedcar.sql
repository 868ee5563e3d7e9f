-- 제일 비싼 차 뭐야
-- en: Which car is the most expensive?
SELECT plate FROM car ORDER BY price DESC LIMIT 1;

-- 오백만원 밑으로 살 수 있는 거 번호하고 가격 좀요. 사회초년생이라 예산이 빡빡해요
-- en: Cars under 5 million won, plate and price.
SELECT plate, price FROM car WHERE price < 5000000;

-- 인천 상사가 몇 군데야
-- en: How many dealers are there in Incheon?
SELECT COUNT(*) FROM dealer WHERE region = '인천';

-- 5만 킬로도 안 뛴 차 있어? 차량 번호랑 얼마나 탔는지
-- en: Cars with less than 50,000 km, plate and mileage.
SELECT plate, mileage FROM car WHERE mileage < 50000;

-- 별점 4점 이상인 매매상사 이름 알려 주세요, 사기 안 당하게
-- en: Names of the dealers rated four or more.
SELECT name FROM dealer WHERE rating >= 4;

-- 2020년 이후에 나온 차가 몇 대나 있어요? 최초 등록이 2020년인 것도 넣어서요
-- en: How many cars were first registered in 2020 or later?
SELECT COUNT(*) FROM car WHERE registered >= '2020-01-01';

-- 매장 제일 넓은 데가 어디지, 전시를 가장 많이 할 수 있는 곳
-- en: Which dealer can display the most cars?
SELECT name FROM dealer ORDER BY lot DESC LIMIT 1;

-- 후기 점수가 없는 상사가 어디어디입니까
-- en: Which dealers have no rating?
SELECT name FROM dealer WHERE rating IS NULL;

-- 전화로 들어온 상담이 총 몇 건?
-- en: How many consultations came by phone?
SELECT COUNT(*) FROM consult WHERE source = '전화';

-- 손님하고 제일 길게 얘기한 게 몇 분이었어
-- en: How many minutes did the longest consultation take?
SELECT MAX(minutes) FROM consult;

-- 손님이 얼마에 사고 싶은지 말 안 하고 끝난 상담은 몇 건이나 돼요?
-- en: In how many consultations did the customer name no price?
SELECT COUNT(*) FROM consult WHERE offer IS NULL;

-- 이번 달 상담 몇 건 했는지 알려줘
-- en: How many consultations were held this month?
SELECT COUNT(*) FROM consult WHERE strftime('%Y-%m', talked) = '2026-03';

-- 사고 이력 있는 차는 빼고 보고 싶은데 무사고 차만 보여 주세요
-- en: I want to leave out cars with accidents; show only accident-free ones.
SELECT '답할 수 없음';

-- 차 번호가 '8'로 시작하면 잘 팔린다던데 지금 그런 차가 몇 대나 있나요
-- en: How many cars have a plate that begins with 8?
SELECT COUNT(*) FROM car WHERE plate LIKE '8%';

-- 제조사마다 차값 평균이 어떻게 돼? 비싼 회사부터
-- en: Average price by maker, dearest first.
SELECT brand, AVG(price) FROM car GROUP BY brand ORDER BY AVG(price) DESC;

-- 계약까지 간 상담이 전체의 몇 퍼센트나 되는지 계산 부탁드려요
-- en: What percentage of all consultations ended in a contract?
SELECT ROUND(100.0 * SUM(CASE WHEN result = '계약 성사' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM consult;

-- 유입 경로별로 계약 성사율 높은 데부터 뽑아줘요, 퍼센트로. 내년 광고비 배분할 때 쓸 거예요
-- en: Rate of contracts by source in percent, highest first.
SELECT source, ROUND(100.0 * SUM(CASE WHEN result = '계약 성사' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM consult GROUP BY source ORDER BY 1.0 * SUM(CASE WHEN result = '계약 성사' THEN 1 ELSE 0 END) / COUNT(*) DESC;

-- 수원 상사들이 내놓은 매물 다 합하면 얼마어치야
-- en: What do the cars of the dealers in Suwon come to in price?
SELECT SUM(car.price) FROM car JOIN dealer ON car.dealer_id = dealer.id WHERE dealer.region = '수원';

-- 아무도 안 물어본 차가 몇 대나 되나요? 상담 기록이 하나도 없는 거요
-- en: How many cars have no consultation at all?
SELECT COUNT(*) FROM car WHERE NOT EXISTS (SELECT 1 FROM consult WHERE consult.car_id = car.id);

-- 파는 차가 한 대도 없는 상사는 이름이 뭐예요
-- en: Which dealers have no car for sale?
SELECT name FROM dealer WHERE id NOT IN (SELECT dealer_id FROM car);

-- 손님이 부른 값이 판매가보다 평균 얼마나 낮은지 알고 싶습니다. 판매가에서 희망가 뺀 평균으로, 안 부른 건 빼고요
-- en: By how much is the offer below the price on average, leaving out consultations without one?
SELECT AVG(car.price - consult.offer) FROM consult JOIN car ON consult.car_id = car.id WHERE consult.offer IS NOT NULL;

-- 부른 값이 판매가 이상인데도 거절당한 상담이 있다고? 몇 건인데
-- en: How many consultations were declined although the offer was at least the price?
SELECT COUNT(*) FROM consult JOIN car ON consult.car_id = car.id WHERE consult.result = '거절' AND consult.offer >= car.price;

-- 상담이 다섯 번 이상 들어온 인기 매물 차량 번호랑 횟수
-- en: Cars with five or more consultations, plate and how many.
SELECT car.plate, COUNT(*) FROM consult JOIN car ON consult.car_id = car.id GROUP BY car.id HAVING COUNT(*) >= 5;

-- 제조사마다 제일 비싼 차 세 대씩 회사, 번호, 값으로 뽑아 주시고 값이 같으면 덜 탄 차를 앞에 놔 주세요
-- en: The three most expensive cars of each maker: maker, plate, price; at the same price the lower mileage first.
WITH ranked AS (SELECT brand, plate, price, ROW_NUMBER() OVER (PARTITION BY brand ORDER BY price DESC, mileage) AS place FROM car) SELECT brand, plate, price FROM ranked WHERE place <= 3;

-- 작년 달별 상담 건수하고 그중 계약된 건수 같이 1월부터
-- en: Consultations by month last year, and how many of them ended in a contract, from January on.
SELECT strftime('%Y-%m', talked), COUNT(*), SUM(CASE WHEN result = '계약 성사' THEN 1 ELSE 0 END) FROM consult WHERE strftime('%Y', talked) = '2025' GROUP BY strftime('%Y-%m', talked) ORDER BY strftime('%Y-%m', talked);

-- 한 차를 두고 상담 사이가 제일 길게 벌어진 게 며칠이나 돼
-- en: What is the longest gap in days between two consultations in a row about the same car?
WITH gaps AS (SELECT julianday(talked) - julianday(LAG(talked) OVER (PARTITION BY car_id ORDER BY talked)) AS days FROM consult) SELECT MAX(days) FROM gaps;

-- 같은 제조사 평균보다 싸면서 주행 거리도 그 제조사 평균보다 짧은 차가 몇대예요?
-- en: How many cars are both cheaper and less driven than the average of their maker?
SELECT COUNT(*) FROM car WHERE price < (SELECT AVG(other.price) FROM car AS other WHERE other.brand = car.brand) AND mileage < (SELECT AVG(other.mileage) FROM car AS other WHERE other.brand = car.brand);

-- 평점 3점대 상사들(3.0 이상 4.0 미만) 차에 들어온 상담 가운데 시승 잡힌 건 몇 건입니까
-- en: How many consultations about cars of dealers rated from 3.0 to under 4.0 led to a test drive?
SELECT COUNT(*) FROM consult JOIN car ON consult.car_id = car.id JOIN dealer ON car.dealer_id = dealer.id WHERE dealer.rating >= 3.0 AND dealer.rating < 4.0 AND consult.result = '시승 예약';

-- 매물 가격을 다 합친 금액이 7천만원 넘는 상사만 이름, 매물 수, 합계 이렇게 세 칸으로 정리해 줘
-- en: Dealers whose cars add up to more than 70 million won: name, number of cars, sum.
SELECT dealer.name, COUNT(*), SUM(car.price) FROM car JOIN dealer ON car.dealer_id = dealer.id GROUP BY dealer.id HAVING SUM(car.price) > 70000000;

-- 최근 석 달 상담 시간 평균이 그 전 석 달 평균보다 몇 분 길어졌나요? 짧아졌으면 마이너스로요. 12월 20일부터가 최근, 9월 20일부터 12월 19일까지가 그 전
-- en: By how many minutes did the average consultation of the last three months (from 20 December) exceed that of the three before (20 September to 19 December)? Negative if shorter.
SELECT AVG(CASE WHEN talked >= '2025-12-20' THEN minutes END) - AVG(CASE WHEN talked >= '2025-09-20' AND talked <= '2025-12-19' THEN minutes END) FROM consult;
