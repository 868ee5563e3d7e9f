-- 여기서 제일 비싼 옷이 뭐예요?
-- en: What is the most expensive piece of clothing here?
SELECT name FROM product ORDER BY price DESC LIMIT 1;

-- 까만 옷 뭐 있어? 이름이랑 가격
-- en: Which black items are there? Name and price.
SELECT name, price FROM product WHERE color = '블랙';

-- 원피스 종류가 몇 개나 되나요
-- en: How many dresses are there?
SELECT COUNT(*) FROM product WHERE name LIKE '%원피스%';

-- 4만원 안 되는 상품 이름 좀 불러 줘, 용돈이 빠듯해서
-- en: Which products cost less than 40,000 won?
SELECT name FROM product WHERE price < 40000;

-- 거의 다 나간 옷, 그러니까 100벌도 안 남은 거 뭐예요? 몇 개 남았는지도요
-- en: Products with fewer than 100 left, with the number left.
SELECT name, stock FROM product WHERE stock < 100;

-- 창고에 쌓여 있는 옷이 다 합해서 몇 벌이야
-- en: How many pieces are there in the warehouse in all?
SELECT SUM(stock) FROM product;

-- 올해 나온 신상 이름하고 나온 날짜, 최신 순으로 보여주세요. 같은 날 나왔으면 이름순이요
-- en: This year's new products with launch date, newest first, ties by name.
SELECT name, launched FROM product WHERE strftime('%Y', launched) = '2026' ORDER BY launched DESC, name;

-- 플래티넘 고객 몇 분이세요?
-- en: How many platinum customers are there?
SELECT COUNT(*) FROM customer WHERE grade = '플래티넘';

-- 제주도 사는 손님들 이름 알려줘. 추가 배송비 공지해야 해
-- en: Names of the customers in Jeju.
SELECT name FROM customer WHERE region = '제주';

-- 적립금 정보가 비어 있는 고객이 누군지 찾아 주십시오
-- en: Which customers have no store credit recorded?
SELECT name FROM customer WHERE credit IS NULL;

-- 카드 말고 다른 걸로 결제한 주문 몇건?
-- en: How many orders were not paid by card?
SELECT COUNT(*) FROM orders WHERE pay <> '카드';

-- 한 번에 30만원 넘게 긁은 주문이 몇 건이나 있었더라
-- en: How many orders were over 300,000 won?
SELECT COUNT(*) FROM orders WHERE amount > 300000;

-- 아직 못 받은 주문 몇 건 남았나요? 고객센터에 문의가 계속 와요
-- en: How many orders have not arrived yet?
SELECT COUNT(*) FROM orders WHERE arrived IS NULL;

-- 니트는 평균 얼마 정도 해요
-- en: How much does knitwear cost on average?
SELECT AVG(price) FROM product WHERE name LIKE '%니트%';

-- 색깔은 몇 가지로 나와?
-- en: How many colours are there?
SELECT COUNT(DISTINCT color) FROM product;

-- 결제는 뭘로 할 수 있어요? 처음 사 보는 거라
-- en: Which payment methods are there?
SELECT DISTINCT pay FROM orders;

-- 베이지나 카키 색으로 10만원 이상 하는 거 골라 줘, 이름만
-- en: Beige or khaki products that cost 100,000 won or more.
SELECT name FROM product WHERE color IN ('베이지', '카키') AND price >= 100000;

-- 지난달 주문액이 총 얼마였는지 알려 주세요
-- en: What did last month's orders come to?
SELECT SUM(amount) FROM orders WHERE strftime('%Y-%m', ordered) = '2026-04';

-- 오버핏 셔츠 엑스라지 사이즈 남아 있나요?
-- en: Is the overfit shirt still available in XL?
SELECT '답할 수 없음';

-- 후기 별점 제일 높은 바지가 뭐야?
-- en: Which trousers have the best review rating?
SELECT '답할 수 없음';

-- 지역별 고객 수가 궁금합니다
-- en: How many customers are there in each region?
SELECT region, COUNT(*) FROM customer GROUP BY region;

-- 색상마다 상품이 몇 개씩이고 평균 얼마에 파는지 한눈에 보여줘
-- en: Number of products and average price by colour.
SELECT color, COUNT(*), AVG(price) FROM product GROUP BY color;

-- 매출 제일 많이 올린 옷이 뭔지랑 얼마 벌었는지, 결제 금액 합쳐서
-- en: The product that earned the most in amount paid, and how much.
SELECT product.name, SUM(orders.amount) FROM orders JOIN product ON orders.product_id = product.id GROUP BY product.id ORDER BY SUM(orders.amount) DESC LIMIT 1;

-- 올해 주문이 한 건도 안 들어온 상품 이름 쭉 뽑아 줘, 떨이로 넘기게
-- en: Products without a single order this year.
SELECT name FROM product WHERE id NOT IN (SELECT product_id FROM orders WHERE strftime('%Y', ordered) = '2026');

-- 주문하고 받기까지 평균 며칠 걸려요?
-- en: How many days does delivery take on average?
SELECT AVG(julianday(arrived) - julianday(ordered)) FROM orders;

-- 도착까지 닷새 넘게 걸린 주문이 몇 건이지
-- en: How many orders took more than five days to arrive?
SELECT COUNT(*) FROM orders WHERE julianday(arrived) - julianday(ordered) > 5;

-- 지역별로 배송이 며칠씩 걸리는지 평균 좀, 느린 데부터 보여줘요
-- en: Average days of delivery by region, slowest first.
SELECT customer.region, AVG(julianday(orders.arrived) - julianday(orders.ordered)) FROM orders JOIN customer ON orders.customer_id = customer.id GROUP BY customer.region ORDER BY AVG(julianday(orders.arrived) - julianday(orders.ordered)) DESC;

-- 작년 매출을 월별로 정리해서 1월부터 순서대로 올려 주시기 바랍니다
-- en: Total amount paid in each month of last year, from January on.
SELECT strftime('%Y-%m', ordered), SUM(amount) FROM orders WHERE strftime('%Y', ordered) = '2025' GROUP BY strftime('%Y-%m', ordered) ORDER BY strftime('%Y-%m', ordered);

-- 회원가입만 하고 아무것도 안 산 고객님들 누구예요
-- en: Customers who never bought anything.
SELECT name FROM customer WHERE id NOT IN (SELECT customer_id FROM orders);

-- 다섯 번 이상 산 분들 이름이랑 구매 횟수 뽑아 줘요, 감사 카드 넣게
-- en: Customers who bought five times or more, and how often.
SELECT customer.name, COUNT(*) FROM orders JOIN customer ON orders.customer_id = customer.id GROUP BY customer.id HAVING COUNT(*) >= 5;

-- 카드랑 계좌이체 중에 한 건당 평균으로 더 크게 쓰는 쪽이 어디야?
-- en: Which has the larger average order, card or bank transfer?
SELECT pay FROM orders WHERE pay IN ('카드', '계좌이체') GROUP BY pay ORDER BY AVG(amount) DESC LIMIT 1;

-- 골드 등급 손님들은 한 번 주문할 때 평균 얼마나 쓰시는지
-- en: How much does an order of gold customers come to on average?
SELECT AVG(orders.amount) FROM orders JOIN customer ON orders.customer_id = customer.id WHERE customer.grade = '골드';

-- 서울 고객이 산 가디건은 몇 건이나 돼요?
-- en: How many orders of a cardigan came from customers in Seoul?
SELECT COUNT(*) FROM orders JOIN product ON orders.product_id = product.id JOIN customer ON orders.customer_id = customer.id WHERE customer.region = '서울' AND product.name LIKE '%가디건%';

-- 아직 도착 안 한 주문의 고객 이름, 상품 이름, 주문일 뽑아 줘. 오래 기다린 사람부터, 주문일 같으면 고객 이름순
-- en: Customer, product and date of the orders still on the way, longest wait first, ties by customer.
SELECT customer.name, product.name, orders.ordered FROM orders JOIN product ON orders.product_id = product.id JOIN customer ON orders.customer_id = customer.id WHERE orders.arrived IS NULL ORDER BY orders.ordered, customer.name;

-- 상품마다 주문이 몇 건 들어왔는지, 안 팔린 것도 0건으로 끼워서 보여 주세요
-- en: Number of orders for each product, 0 for those with none.
SELECT product.name, COUNT(orders.id) FROM product LEFT JOIN orders ON orders.product_id = product.id GROUP BY product.id;

-- 최근 3개월간 대구에서 들어온 주문액 합계 얼마야?
-- en: What do the orders from Daegu of the last three months come to?
SELECT SUM(orders.amount) FROM orders JOIN customer ON orders.customer_id = customer.id WHERE customer.region = '대구' AND orders.ordered >= date('2026-05-10', '-3 months');

-- 화이트 색상 상품을 사 본 고객이 모두 몇 명인가요, 두 번 산 사람도 한 명으로 쳐서요
-- en: How many customers ever bought something white? Each once.
SELECT COUNT(DISTINCT orders.customer_id) FROM orders JOIN product ON orders.product_id = product.id WHERE product.color = '화이트';

-- 등급별로 적립금이 평균 얼마씩 쌓였나, 많은 순
-- en: Average store credit by grade, most first.
SELECT grade, AVG(credit) FROM customer GROUP BY grade ORDER BY AVG(credit) DESC;

-- 휴대폰 결제가 전체 주문 건수에서 몇 퍼센트나 차지해요? 수수료 협상하려고요
-- en: What percentage of all orders was paid by mobile phone?
SELECT ROUND(100.0 * SUM(CASE WHEN pay = '휴대폰' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM orders;

-- 전체 매출에서 지역별 비중이 몇 퍼센트씩인지 큰 지역부터 뽑아줄래
-- en: The share of each region in total sales, in percent, largest first.
SELECT customer.region, ROUND(100.0 * SUM(orders.amount) / (SELECT SUM(amount) FROM orders), 1) FROM orders JOIN customer ON orders.customer_id = customer.id GROUP BY customer.region ORDER BY SUM(orders.amount) DESC;

-- 색상별로 매출 1등 상품 하나씩 골라서 색, 상품명, 매출 이렇게 세 칸으로
-- en: For each colour, the product with the highest sales: colour, name, sales.
WITH total AS (SELECT product.color, product.name, SUM(orders.amount) AS sales FROM orders JOIN product ON orders.product_id = product.id GROUP BY product.id), ranked AS (SELECT color, name, sales, ROW_NUMBER() OVER (PARTITION BY color ORDER BY sales DESC) AS place FROM total) SELECT color, name, sales FROM ranked WHERE place = 1;

-- 작년 월 매출이랑 전월보다 얼마 늘었는지를 같이 보고 싶은데요, 주문이 있는 달끼리만 앞뒤로 비교하고 첫 달 증감은 비워 주세요
-- en: Last year's sales by month and the change from the month before among those with orders, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', ordered) AS month, SUM(amount) AS sales FROM orders WHERE strftime('%Y', ordered) = '2025' GROUP BY strftime('%Y-%m', ordered)) SELECT month, sales, sales - LAG(sales) OVER (ORDER BY month) FROM monthly;

-- 올 1월부터 4월까지 매출, 작년 같은 넉 달이랑 비교하면 몇 퍼센트 늘었어? 줄었으면 음수로 적어 줘
-- en: By what percentage did sales of January to April grow over the same months of last year? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN ordered >= '2026-01-01' AND ordered <= '2026-04-30' THEN amount ELSE 0 END) - SUM(CASE WHEN ordered >= '2025-01-01' AND ordered <= '2025-04-30' THEN amount ELSE 0 END)) / SUM(CASE WHEN ordered >= '2025-01-01' AND ordered <= '2025-04-30' THEN amount ELSE 0 END), 1) FROM orders;

-- 재구매까지 얼마나 걸리나 보려고요. 같은 고객이 주문하고 다음 주문 넣기까지 평균 며칠인가요
-- en: How many days pass on average between one order and the next by the same customer?
WITH gaps AS (SELECT julianday(ordered) - julianday(LAG(ordered) OVER (PARTITION BY customer_id ORDER BY ordered)) AS days FROM orders) SELECT AVG(days) FROM gaps;

-- 구매 고객 중에 두 번 이상 산 사람이 몇 퍼센트나 돼? 한 번이라도 산 사람을 100으로 놓고
-- en: Of the customers who ever bought, what percentage bought twice or more?
SELECT ROUND(100.0 * SUM(CASE WHEN times >= 2 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM (SELECT COUNT(*) AS times FROM orders GROUP BY customer_id);

-- 여태 쓴 돈이 50만원 넘는 고객 이름하고 총 결제액이요, 많이 쓴 순서대로. 액수가 같으면 이름순
-- en: Customers who spent more than 500,000 won in total, most first, ties by name.
SELECT customer.name, SUM(orders.amount) FROM orders JOIN customer ON orders.customer_id = customer.id GROUP BY customer.id HAVING SUM(orders.amount) > 500000 ORDER BY SUM(orders.amount) DESC, customer.name;

-- 같은 색 옷들 평균보다 비싸게 받는 상품이 몇 개예요
-- en: How many products cost more than the average of their colour?
SELECT COUNT(*) FROM product WHERE price > (SELECT AVG(other.price) FROM product AS other WHERE other.color = product.color);

-- 블랙도 사고 네이비도 사 본 고객 이름. 어두운 색 좋아하는 분들한테 기획전 안내하려고
-- en: Customers who bought something black and something navy.
SELECT name FROM customer WHERE id IN (SELECT orders.customer_id FROM orders JOIN product ON orders.product_id = product.id WHERE product.color = '블랙') AND id IN (SELECT orders.customer_id FROM orders JOIN product ON orders.product_id = product.id WHERE product.color = '네이비');

-- 서로 다른 상품을 네 가지 이상 사 간 고객이 몇 명이나 될까요?
-- en: How many customers bought four or more different products?
SELECT COUNT(*) FROM (SELECT customer_id FROM orders GROUP BY customer_id HAVING COUNT(DISTINCT product_id) >= 4);

-- 지역마다 돈을 제일 많이 쓴 고객 한 명씩 알려 줘, 지역이랑 이름이랑 쓴 금액
-- en: For each region, the customer who spent the most: region, name, amount.
WITH total AS (SELECT customer.region, customer.name, SUM(orders.amount) AS spent FROM orders JOIN customer ON orders.customer_id = customer.id GROUP BY customer.id), ranked AS (SELECT region, name, spent, ROW_NUMBER() OVER (PARTITION BY region ORDER BY spent DESC) AS place FROM total) SELECT region, name, spent FROM ranked WHERE place = 1;

-- 마지막으로 산 지 6개월이 넘은 고객들 이름, 마지막 주문일, 오늘까지 지난 날수
-- en: Customers whose last order is more than six months ago: name, its date, days since.
SELECT customer.name, MAX(orders.ordered), julianday('2026-05-10') - julianday(MAX(orders.ordered)) FROM orders JOIN customer ON orders.customer_id = customer.id GROUP BY customer.id HAVING MAX(orders.ordered) < date('2026-05-10', '-6 months');

-- 받은 주문 가운데 사흘 안에 온 게 몇 퍼센트인지 지역별로 계산해줘요. 딱 사흘 걸린 것도 넣고
-- en: Of the orders that arrived, the percentage within three days, by region.
SELECT customer.region, ROUND(100.0 * SUM(CASE WHEN julianday(orders.arrived) - julianday(orders.ordered) <= 3 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM orders JOIN customer ON orders.customer_id = customer.id WHERE orders.arrived IS NOT NULL GROUP BY customer.region;
