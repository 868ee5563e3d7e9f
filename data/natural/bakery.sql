-- 성수동에 우리 매장 몇 군데 있지?
-- en: How many of our shops are in Seongsu-dong?
SELECT COUNT(*) FROM shop WHERE region = '성수동';

-- 400칼로리 넘는 빵이 뭐뭐예요? 다이어트 중이라 그것만 피하려고요
-- en: Which breads have more than 400 kilocalories? I am on a diet and want to avoid them.
SELECT name FROM bread WHERE kcal > 400;

-- 한 판 굽는 데 제일 오래 걸리는 게 뭐야? 공동 1등이면 다 적어 줘, 새벽조 순서 짜야 돼
-- en: Which bread takes longest to bake? All that share it.
SELECT name FROM bread WHERE minutes = (SELECT MAX(minutes) FROM bread);

-- 3천원 안 되는 빵들 이름하고 값 좀요
-- en: Breads under 3,000 won, name and price.
SELECT name, price FROM bread WHERE price < 3000;

-- 제일 늦게 문 연 점포가 어디예요
-- en: Which shop opened last?
SELECT name FROM shop ORDER BY opened DESC LIMIT 1;

-- 이번 신제품들 평균 얼마에 내놨어?
-- en: What do the new products cost on average?
SELECT AVG(price) FROM bread WHERE line = '신제품';

-- 독서 모임 할 건데 60명 이상 앉을 수 있는 데 있나요? 매장이랑 동네 알려주세요
-- en: Which shops seat 60 or more, and where are they?
SELECT name, region FROM shop WHERE seats >= 60;

-- 크루아상 종류가 몇 가지나 돼요? 이름이 크루아상으로 끝나는 거요
-- en: How many breads have names that end in croissant?
SELECT COUNT(*) FROM bread WHERE name LIKE '%크루아상';

-- 지난달 매출 다 합쳐서 얼마였나
-- en: How much were total sales last month?
SELECT SUM(amount) FROM receipt WHERE strftime('%Y-%m', sold) = '2026-01';

-- 저녁에 나간 빵이 여태까지 총 몇 개야
-- en: How many pieces were sold in the evening so far?
SELECT SUM(qty) FROM receipt WHERE hour = '저녁';

-- 칼로리 표기가 아직 안 된 품목 뽑아 주세요, 식약처 점검 전에 채워 넣게
-- en: Which breads have no calories recorded yet?
SELECT name FROM bread WHERE kcal IS NULL;

-- 가맹점 중에서 2020년 이후로 연 곳은 몇 개입니까? 2020년도 넣어서요
-- en: How many franchise shops opened in 2020 or later?
SELECT COUNT(*) FROM shop WHERE type = '가맹' AND opened >= '2020-01-01';

-- 여기 주말 알바 시급 얼마예요?
-- en: What is the hourly wage for weekend part-timers here?
SELECT '답할 수 없음';

-- 직영 가맹 위탁, 셋 중에 돈을 제일 많이 번 쪽이 어디지
-- en: Which type of operation brought in the most money?
SELECT shop.type FROM receipt JOIN shop ON receipt.shop_id = shop.id GROUP BY shop.type ORDER BY SUM(receipt.amount) DESC LIMIT 1;

-- 동네별로 매장 한 곳에 자리가 평균 몇 개씩 있는지, 많은 동네부터요
-- en: Average number of seats per shop by neighbourhood, largest first.
SELECT region, AVG(seats) FROM shop GROUP BY region ORDER BY AVG(seats) DESC;

-- 작년 한 해 개수로 따져서 제일 많이 나간 빵하고 그 개수
-- en: Which bread sold the most pieces last year, and how many?
SELECT bread.name, SUM(receipt.qty) FROM receipt JOIN bread ON receipt.bread_id = bread.id WHERE strftime('%Y', receipt.sold) = '2025' GROUP BY bread.id ORDER BY SUM(receipt.qty) DESC LIMIT 1;

-- 시즌 한정으로 벌어들인 돈이 전체 매출의 몇 퍼센트쯤 되려나? 내년에도 할지 말지 정하려고
-- en: What percentage of all sales came from seasonal breads?
SELECT ROUND(100.0 * SUM(CASE WHEN bread.line = '시즌 한정' THEN receipt.amount ELSE 0 END) / SUM(receipt.amount), 1) FROM receipt JOIN bread ON receipt.bread_id = bread.id;

-- 판교 매장들 아침에 끊은 영수증 몇장이에요
-- en: How many receipts did the Pangyo shops issue in the morning?
SELECT COUNT(*) FROM receipt JOIN shop ON receipt.shop_id = shop.id WHERE shop.region = '판교동' AND receipt.hour = '오전';

-- 2025년 매출 추이를 월별로 보고 싶습니다. 1월부터 순서대로 부탁드려요
-- en: I would like to see sales by month for 2025, from January on.
SELECT strftime('%Y-%m', sold), SUM(amount) FROM receipt WHERE strftime('%Y', sold) = '2025' GROUP BY strftime('%Y-%m', sold) ORDER BY strftime('%Y-%m', sold);

-- 메뉴에는 있는데 한 번도 안 팔린 빵 있어?
-- en: Are there breads on the menu that were never sold?
SELECT name FROM bread WHERE id NOT IN (SELECT bread_id FROM receipt);

-- 손님이 한 번 계산할 때 언제 제일 많이 쓰는지 궁금해요. 시간대별 영수증당 평균 금액, 큰 것부터
-- en: Average receipt by time of day, highest first.
SELECT hour, AVG(amount) FROM receipt GROUP BY hour ORDER BY AVG(amount) DESC;

-- 토요일 일요일에 번 돈이 전체의 몇 퍼센트야
-- en: What percentage of all sales was made on Saturdays and Sundays?
SELECT ROUND(100.0 * SUM(CASE WHEN strftime('%w', sold) IN ('0', '6') THEN amount ELSE 0 END) / SUM(amount), 1) FROM receipt;

-- 올해 들어 영수증이 한 장도 안 올라온 점포 명단 주세요. 포스기 고장인지 전화해 보게요
-- en: Which shops have no receipt at all this year?
SELECT name FROM shop WHERE id NOT IN (SELECT shop_id FROM receipt WHERE sold >= '2026-01-01');

-- 운영 방식마다 매출 상위 3개 매장씩 뽑아줘. 방식, 매장, 매출 이렇게
-- en: The top three shops by sales of each type of operation: type, shop, sales.
WITH ranked AS (SELECT shop.type AS type, shop.name AS name, SUM(receipt.amount) AS total, ROW_NUMBER() OVER (PARTITION BY shop.type ORDER BY SUM(receipt.amount) DESC) AS place FROM receipt JOIN shop ON receipt.shop_id = shop.id GROUP BY shop.id) SELECT type, name, total FROM ranked WHERE place <= 3;

-- 월 매출이랑 바로 앞 달보다 늘고 준 금액을 같이 보여 주실래요? 판매가 없는 달은 건너뛰고 첫 달 증감은 비워 두시면 됩니다
-- en: Monthly sales with the change from the month before; skip months without sales and leave the first change empty.
WITH monthly AS (SELECT strftime('%Y-%m', sold) AS month, SUM(amount) AS total FROM receipt GROUP BY strftime('%Y-%m', sold)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 오전 점심 오후 저녁 네 시간대에 전부 판매가 찍힌 매장 어디어디야?
-- en: Which shops have sales in all four times of day?
SELECT shop.name FROM receipt JOIN shop ON receipt.shop_id = shop.id GROUP BY shop.id HAVING COUNT(DISTINCT receipt.hour) = 4;

-- 평균 빵값보다 비싼데 칼로리는 평균보다 낮은 거 골라줘, 선물용으로
-- en: Breads dearer than the average price but below the average calories.
SELECT name FROM bread WHERE price > (SELECT AVG(price) FROM bread) AND kcal < (SELECT AVG(kcal) FROM bread);

-- 최근 1년 동안 20만원 넘게 판 매장이랑 판 금액, 많이 판 순으로 정리해 줘요
-- en: Shops that sold for more than 200,000 won in the last year, with the sum, largest first.
SELECT shop.name, SUM(receipt.amount) FROM receipt JOIN shop ON receipt.shop_id = shop.id WHERE receipt.sold >= date('2026-02-14', '-1 years') GROUP BY shop.id HAVING SUM(receipt.amount) > 200000 ORDER BY SUM(receipt.amount) DESC;

-- 매출 기준 1위부터 5위까지 빵 다섯 가지가 총매출에서 차지하는 비중은 몇 %인가요?
-- en: What percentage of total sales do the five best-selling breads by sales make up?
WITH totals AS (SELECT SUM(amount) AS total FROM receipt GROUP BY bread_id) SELECT ROUND(100.0 * (SELECT SUM(total) FROM (SELECT total FROM totals ORDER BY total DESC LIMIT 5)) / SUM(total), 1) FROM totals;

-- 작년에 성수동 매장을 다 합쳐 매출이 제일 좋았던 달은 언제고(연월로) 얼마였는지
-- en: Taking all Seongsu-dong shops together, which month of last year had the best sales, and how much?
SELECT strftime('%Y-%m', receipt.sold), SUM(receipt.amount) FROM receipt JOIN shop ON receipt.shop_id = shop.id WHERE shop.region = '성수동' AND strftime('%Y', receipt.sold) = '2025' GROUP BY strftime('%Y-%m', receipt.sold) ORDER BY SUM(receipt.amount) DESC LIMIT 1;
