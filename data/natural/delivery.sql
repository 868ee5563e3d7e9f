-- 평점 제일 높은 집 이름 좀, 공동 1등이면 다 불러줘. 오늘 저녁은 실패하기 싫어
-- en: Which restaurants have the best rating? All that share it.
SELECT name FROM store WHERE rating = (SELECT MAX(rating) FROM store);

-- 치킨집 뭐뭐 있어?
-- en: Which chicken places are there?
SELECT name FROM store WHERE kind = '치킨';

-- 만원 이하로도 시킬 수 있는 가게 있나요, 혼자 사는데 늘 금액 채우기가 힘들어서요
-- en: Which restaurants deliver for 10,000 won or less?
SELECT name FROM store WHERE min_order <= 10000;

-- 강남에 입점한 식당 몇 개야
-- en: How many restaurants are there in Gangnam?
SELECT COUNT(*) FROM store WHERE gu = '강남구';

-- 별점이 아직 안 매겨진 데가 어디예요
-- en: Which restaurants have no rating yet?
SELECT name FROM store WHERE rating IS NULL;

-- 여태 들어온 주문 중에 제일 큰 건 얼마짜리였어?
-- en: How much was the largest order ever?
SELECT MAX(amount) FROM orders;

-- 취소된 주문이 총 몇 건인지 확인 부탁드려요
-- en: How many orders were cancelled?
SELECT COUNT(*) FROM orders WHERE status = '취소';

-- 브이아이피 회원님들 성함 뽑아 주세요. 쿠폰 발송용입니다
-- en: Names of the VIP members.
SELECT name FROM member WHERE grade = 'VIP';

-- 포인트를 만오천점 넘게 쌓아 둔 사람 몇 명이나 돼?
-- en: How many members have saved more than 15,000 points?
SELECT COUNT(*) FROM member WHERE point > 15000;

-- 제일 먼저 가입한 회원이 누구고 그게 언제였는지
-- en: Which member signed up first, and when?
SELECT name, joined FROM member ORDER BY joined LIMIT 1;

-- 상호가 '할머니'로 시작하는 가게들 어느 동네에 있어? 이름이랑 구
-- en: Restaurants whose names begin with Halmeoni, name and district.
SELECT name, gu FROM store WHERE name LIKE '할머니%';

-- 우리 앱에서 다루는 음식 종류 목록
-- en: Which cuisines does our app offer?
SELECT DISTINCT kind FROM store;

-- 올해 가입자 몇명?
-- en: How many members signed up this year?
SELECT COUNT(*) FROM member WHERE strftime('%Y', joined) = '2026';

-- 분식집 최소주문 평균이 얼마쯤 되나요
-- en: What is the average minimum order of the snack bars?
SELECT AVG(min_order) FROM store WHERE kind = '분식';

-- 마포에 있으면서 별점 4점 이상인 집 이름하고 점수 알려줘요
-- en: Restaurants in Mapo rated four or more, name and rating.
SELECT name, rating FROM store WHERE gu = '마포구' AND rating >= 4;

-- 지난달 주문 건수 좀 알려줄래
-- en: How many orders were placed last month?
SELECT COUNT(*) FROM orders WHERE strftime('%Y-%m', ordered) = '2026-04';

-- 골드 회원들이 들고 있는 포인트 전부 더하면 몇 점이에요? 부채로 잡아야 하거든요
-- en: How many points do the gold members hold in total?
SELECT SUM(point) FROM member WHERE grade = '골드';

-- 배달비 제일 싼 가게가 어디예요?
-- en: Which restaurant has the lowest delivery fee?
SELECT '답할 수 없음';

-- 지난주에 배달 제일 많이 뛴 라이더 이름이 뭐야
-- en: Which courier made the most deliveries last week?
SELECT '답할 수 없음';

-- 등급마다 회원이 몇 명씩 있는지 알려 주십시오
-- en: How many members are there of each grade?
SELECT grade, COUNT(*) FROM member GROUP BY grade;

-- 디저트 말고 밥집 중에 가게 수 제일 많은 업종이 뭐야
-- en: Leaving out desserts, which cuisine has the most restaurants?
SELECT kind FROM store WHERE kind <> '디저트' GROUP BY kind ORDER BY COUNT(*) DESC LIMIT 1;

-- 구별로 가게 평점 평균 내서 높은 동네부터 보여 줘
-- en: Average rating by district, highest first.
SELECT gu, AVG(rating) FROM store GROUP BY gu ORDER BY AVG(rating) DESC;

-- 배달까지 끝난 주문만 쳐서 매출 1위 가게가 어디고 얼마 팔았어요?
-- en: Counting delivered orders only, which restaurant sold the most, and how much?
SELECT store.name, SUM(orders.amount) FROM orders JOIN store ON orders.store_id = store.id WHERE orders.status = '배달 완료' GROUP BY store.id ORDER BY SUM(orders.amount) DESC LIMIT 1;

-- 중국집에 들어온 주문 한 건당 평균 금액은?
-- en: How much is an order at a Chinese restaurant on average?
SELECT AVG(orders.amount) FROM orders JOIN store ON orders.store_id = store.id WHERE store.kind = '중식';

-- 송파 가게들 주문 중에 지금 조리 중으로 떠 있는 거 몇 건이지
-- en: How many orders at restaurants in Songpa are being cooked?
SELECT COUNT(*) FROM orders JOIN store ON orders.store_id = store.id WHERE store.gu = '송파구' AND orders.status = '조리 중';

-- 작년 월별 주문 금액 합계를 1월부터 쭉 보여 주세요. 취소 건은 빼 주시고요
-- en: Total amount of orders in each month of last year, without cancelled ones, from January on.
SELECT strftime('%Y-%m', ordered), SUM(amount) FROM orders WHERE strftime('%Y', ordered) = '2025' AND status <> '취소' GROUP BY strftime('%Y-%m', ordered) ORDER BY strftime('%Y-%m', ordered);

-- 가입은 했는데 주문은 한 번도 안 한 회원 명단. 첫 주문 쿠폰 뿌리려고
-- en: Members who never ordered.
SELECT name FROM member WHERE id NOT IN (SELECT member_id FROM orders);

-- 최근 3개월 동안 주문 한 건 없는 가게가 몇 군데나 되나요? 폐업했는지 봐야 해서
-- en: How many restaurants had no order in the last three months?
SELECT COUNT(*) FROM store WHERE id NOT IN (SELECT store_id FROM orders WHERE ordered >= date('2026-05-20', '-3 months'));

-- 다섯 번 넘게 시켜 먹은 사람 이름이랑 주문 횟수 좀 볼 수 있을까?
-- en: Members who ordered more than five times, and how often.
SELECT member.name, COUNT(*) FROM orders JOIN member ON orders.member_id = member.id GROUP BY member.id HAVING COUNT(*) > 5;

-- 주말 주문하고 평일 주문, 건당 금액이 얼마나 다른지 궁금. '주말' '평일' 두 줄로 평균만
-- en: Average order at the weekend and on weekdays, labelled so.
SELECT CASE WHEN strftime('%w', ordered) IN ('0', '6') THEN '주말' ELSE '평일' END, AVG(amount) FROM orders GROUP BY CASE WHEN strftime('%w', ordered) IN ('0', '6') THEN '주말' ELSE '평일' END;

-- 일식집에서 한 번이라도 시켜 본 회원이 몇 명이에요? 같은 사람은 한 번만 세고
-- en: How many members ever ordered at a Japanese restaurant? Each once.
SELECT COUNT(DISTINCT orders.member_id) FROM orders JOIN store ON orders.store_id = store.id WHERE store.kind = '일식';

-- 등급별로 한 번 시킬 때 평균 얼마씩 쓰나, 많이 쓰는 등급부터
-- en: Average order by grade of the member, highest first.
SELECT member.grade, AVG(orders.amount) FROM orders JOIN member ON orders.member_id = member.id GROUP BY member.grade ORDER BY AVG(orders.amount) DESC;

-- 모든 가게 이름 옆에 주문 건수 붙여 주세요. 주문 없는 집은 0이요
-- en: Every restaurant with its number of orders, 0 for those with none.
SELECT store.name, COUNT(orders.id) FROM store LEFT JOIN orders ON orders.store_id = store.id GROUP BY store.id;

-- 가게 최소 주문 금액에 딱 맞춰 시킨 주문이 있던데, 그런 거 몇 건이야
-- en: How many orders are exactly the minimum order of their restaurant?
SELECT COUNT(*) FROM orders JOIN store ON orders.store_id = store.id WHERE orders.amount = store.min_order;

-- 별점 3.5 밑인 가게에 들어온 주문이 전부 얼마어치예요
-- en: What do the orders at restaurants rated under 3.5 come to?
SELECT SUM(orders.amount) FROM orders JOIN store ON orders.store_id = store.id WHERE store.rating < 3.5;

-- 4만원 넘는 주문 넣은 적 있는 일반 등급 회원, 등급 올려 주게 이름만 중복 없이
-- en: Ordinary members who ever placed an order over 40,000 won, each once.
SELECT DISTINCT name FROM member WHERE grade = '일반' AND id IN (SELECT member_id FROM orders WHERE amount > 40000);

-- 주문 취소율이 몇 퍼센트야? 전체 주문 대비로
-- en: What percentage of all orders is cancelled?
SELECT ROUND(100.0 * SUM(CASE WHEN status = '취소' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM orders;

-- 업종별로 취소된 주문 비율 뽑아 줘, 퍼센트로. 어느 쪽이 문제인지 보게
-- en: Percentage of orders cancelled by cuisine.
SELECT store.kind, ROUND(100.0 * SUM(CASE WHEN orders.status = '취소' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM orders JOIN store ON orders.store_id = store.id GROUP BY store.kind;

-- 구마다 주문액 합계 1등 가게 하나씩 뽑아서 구, 가게, 합계 순서로 부탁해요. 취소 포함한 전체 주문으로요. 합계 같으면 가게 이름순
-- en: For each district, the restaurant with the highest total of orders, cancelled ones included, the first by name if equal: district, name, total.
WITH total AS (SELECT store.gu, store.name, SUM(orders.amount) AS amount FROM orders JOIN store ON orders.store_id = store.id GROUP BY store.id), ranked AS (SELECT gu, name, amount, ROW_NUMBER() OVER (PARTITION BY gu ORDER BY amount DESC, name) AS place FROM total) SELECT gu, name, amount FROM ranked WHERE place = 1;

-- 올해 달마다 주문이 몇 건인지랑 전달 대비 몇 건 늘었는지 줄었는지. 1월은 비교 대상 없으니 비우고, 주문 있는 달만 순서대로
-- en: Orders in each month of this year that had any, with the change from the one before, empty for January.
WITH monthly AS (SELECT strftime('%Y-%m', ordered) AS month, COUNT(*) AS number FROM orders WHERE strftime('%Y', ordered) = '2026' GROUP BY strftime('%Y-%m', ordered)) SELECT month, number, number - LAG(number) OVER (ORDER BY month) FROM monthly ORDER BY month;

-- 회원이 한 번 시키고 그다음 시킬 때까지 보통 며칠 걸리는지 전체 평균으로 알고 싶어요
-- en: How many days pass on average between one order and the next by the same member?
WITH gaps AS (SELECT julianday(ordered) - julianday(LAG(ordered) OVER (PARTITION BY member_id ORDER BY ordered)) AS days FROM orders) SELECT AVG(days) FROM gaps;

-- 같은 집에서 두 번 이상 시킨 단골이 있으면 회원 이름이랑 가게 이름, 횟수까지 보여줘
-- en: Members who ordered twice or more at the same restaurant: member, restaurant, how often.
SELECT member.name, store.name, COUNT(*) FROM orders JOIN member ON orders.member_id = member.id JOIN store ON orders.store_id = store.id GROUP BY member.id, store.id HAVING COUNT(*) >= 2;

-- 총 20만원 넘게 쓴 회원 이름과 쓴 돈, 큰손부터요. 취소한 주문은 치지 마세요. 금액 같으면 이름순
-- en: Members who spent more than 200,000 won, cancelled orders aside, biggest first, ties by name.
SELECT member.name, SUM(orders.amount) FROM orders JOIN member ON orders.member_id = member.id WHERE orders.status <> '취소' GROUP BY member.id HAVING SUM(orders.amount) > 200000 ORDER BY SUM(orders.amount) DESC, member.name;

-- 자기 구 평균 별점을 넘는 가게가 전부 몇 곳이야? 동네 맛집 배지 달아 주려고
-- en: How many restaurants are rated above the average of their district?
SELECT COUNT(*) FROM store WHERE rating > (SELECT AVG(other.rating) FROM store AS other WHERE other.gu = store.gu);

-- 전체 주문 금액에서 등급별 회원이 차지하는 몫이 각각 몇 퍼센트인지 계산 좀
-- en: The share of each grade in the amount of all orders, in percent.
SELECT member.grade, ROUND(100.0 * SUM(orders.amount) / (SELECT SUM(amount) FROM orders), 1) FROM orders JOIN member ON orders.member_id = member.id GROUP BY member.grade;

-- 작년 1분기랑 올해 1분기 주문 총액 비교해서 몇 퍼센트 올랐는지요. 떨어졌으면 음수
-- en: By what percentage did total orders of the first quarter grow over last year's? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN ordered >= '2026-01-01' AND ordered <= '2026-03-31' THEN amount ELSE 0 END) - SUM(CASE WHEN ordered >= '2025-01-01' AND ordered <= '2025-03-31' THEN amount ELSE 0 END)) / SUM(CASE WHEN ordered >= '2025-01-01' AND ordered <= '2025-03-31' THEN amount ELSE 0 END), 1) FROM orders;

-- 작년엔 시켰는데 올해 들어 발길 끊은 회원이 몇 명인가요?
-- en: How many members ordered last year but not once this year?
SELECT COUNT(*) FROM member WHERE id IN (SELECT member_id FROM orders WHERE strftime('%Y', ordered) = '2025') AND id NOT IN (SELECT member_id FROM orders WHERE strftime('%Y', ordered) = '2026');

-- 업종을 네 가지 이상 골고루 시켜 먹은 회원 이름하고 몇 가지인지
-- en: Members who ordered from four or more cuisines, and how many.
SELECT member.name, COUNT(DISTINCT store.kind) FROM orders JOIN member ON orders.member_id = member.id JOIN store ON orders.store_id = store.id GROUP BY member.id HAVING COUNT(DISTINCT store.kind) >= 4;

-- 마지막 주문이 반년도 더 된 회원들한테 문자 보낼 건데, 이름이랑 마지막 주문한 날 뽑아 주세요. 시킨 적 없는 분은 빼고요
-- en: Members whose last order is more than six months ago, with its date; those who never ordered left out.
SELECT member.name, MAX(orders.ordered) FROM orders JOIN member ON orders.member_id = member.id GROUP BY member.id HAVING MAX(orders.ordered) < date('2026-05-20', '-6 months');

-- 등급별 포인트 부자 세 명씩 뽑아 봐. 등급, 이름, 포인트
-- en: The three members with the most points in each grade: grade, name, points.
WITH ranked AS (SELECT grade, name, point, ROW_NUMBER() OVER (PARTITION BY grade ORDER BY point DESC) AS place FROM member) SELECT grade, name, point FROM ranked WHERE place <= 3;

-- 가입한 지 일주일 안에 주문까지 넣은 성질 급한 회원, 누군지 한 사람에 한 번씩만 나오게 해줘. 동명이인은 따로, 딱 7일째도 쳐 줘
-- en: Members who ordered within a week of signing up, the seventh day included, each once; namesakes apart.
SELECT name FROM member WHERE EXISTS (SELECT 1 FROM orders WHERE orders.member_id = member.id AND julianday(orders.ordered) - julianday(member.joined) <= 7);

-- 주문이 제일 몰리는 요일이 언제야? 일요일을 0, 토요일을 6으로 친 숫자로 줘
-- en: Which weekday has the most orders, as a number with Sunday as 0?
SELECT strftime('%w', ordered) FROM orders GROUP BY strftime('%w', ordered) ORDER BY COUNT(*) DESC LIMIT 1;
