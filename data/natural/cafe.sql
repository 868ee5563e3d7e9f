-- 이번에 평수 제일 큰 매장이 어디예요? 본사 행사 거기서 하려고요
-- en: Which branch has the largest floor area?
SELECT name FROM branch ORDER BY area DESC LIMIT 1;

-- 벤티로 나오는 메뉴 뭐뭐 있어?
-- en: Which drinks come in venti?
SELECT name FROM drink WHERE size = '벤티';

-- 서울에 매장 몇 군데 있더라
-- en: How many branches are there in Seoul?
SELECT COUNT(*) FROM branch WHERE region = '서울';

-- 5천원 밑으로 마실 수 있는 음료 이름이랑 얼마인지 싼 것부터 보여줘. 값이 같으면 이름순으로
-- en: Drinks under 5,000 won with the price, cheapest first, ties by name.
SELECT name, price FROM drink WHERE price < 5000 ORDER BY price, name;

-- 다이어트 중인데요, 칼로리 제일 낮은 음료가 뭐예요?
-- en: I am on a diet; which drink has the fewest calories?
SELECT name FROM drink WHERE calorie IS NOT NULL ORDER BY calorie LIMIT 1;

-- 차 탄 채로 받아 갈 수 있는 매장 이름 다 알려줘
-- en: Name all drive-through branches.
SELECT name FROM branch WHERE kind = '드라이브스루';

-- 현금으로 결제된 거 몇 건이죠?
-- en: How many sales were paid in cash?
SELECT COUNT(*) FROM sale WHERE pay = '현금';

-- 제일 먼저 문 연 매장이 어디고 언제 열었어요?
-- en: Which branch opened first, and when?
SELECT name, opened FROM branch ORDER BY opened LIMIT 1;

-- 아이스로 시작하는 음료 가격 평균 얼마야
-- en: What is the average price of the drinks whose names begin with Ice?
SELECT AVG(price) FROM drink WHERE name LIKE '아이스%';

-- 한 번에 40잔 넘게 나간 단체 주문, 몇 건이나 있었어?
-- en: How many sales were of more than 40 cups?
SELECT COUNT(*) FROM sale WHERE cups > 40;

-- 라떼 종류가 전부 몇 가지예요
-- en: How many drinks are some kind of latte?
SELECT COUNT(*) FROM drink WHERE name LIKE '%라떼%';

-- 손님들이 돈을 뭘로 내나요? 결제 수단 종류만 알려 주세요
-- en: Which payment methods are there?
SELECT DISTINCT pay FROM sale;

-- 작년에 새로 연 매장들 이름하고 연 날짜, 최근에 연 순으로. 같은 날 열었으면 이름순
-- en: Branches opened last year, name and date, newest first, ties by name.
SELECT name, opened FROM branch WHERE strftime('%Y', opened) = '2025' ORDER BY opened DESC, name;

-- 가맹점은 평균 몇 제곱미터쯤 됩니까? 창업 상담 중이라서요
-- en: How many square metres does a franchise branch have on average?
SELECT AVG(area) FROM branch WHERE kind = '가맹';

-- 칼로리 표시가 빠진 메뉴 있으면 이름 줘. 식약처 점검 나온대
-- en: Which drinks have no calorie figure?
SELECT name FROM drink WHERE calorie IS NULL;

-- 그란데 중에서 6천원 이상 하는 거 몇 개?
-- en: How many grande drinks cost 6,000 won or more?
SELECT COUNT(*) FROM drink WHERE size = '그란데' AND price >= 6000;

-- 지금까지 판 거 다 합치면 몇 잔이나 되려나
-- en: How many cups have been sold in total?
SELECT SUM(cups) FROM sale;

-- 부산이나 제주에 있는 직영 매장 이름 알려주세요
-- en: Names of the directly run branches in Busan or Jeju.
SELECT name FROM branch WHERE region IN ('부산', '제주') AND kind = '직영';

-- 홍대 쪽 매장 와이파이 비번 뭐예요?
-- en: What is the wifi password at the Hongdae branch?
SELECT '답할 수 없음';

-- 어제 제일 일 많이 한 알바생이 누구야
-- en: Which part-timer worked the most yesterday?
SELECT '답할 수 없음';

-- 지역마다 지점이 몇 개씩 있는지 궁금합니다
-- en: How many branches are there in each region?
SELECT region, COUNT(*) FROM branch GROUP BY region;

-- 제일 많이 팔린 음료가 뭐야? 잔 수로
-- en: Which drink sold the most, by cups?
SELECT drink.name FROM sale JOIN drink ON sale.drink_id = drink.id GROUP BY drink.id ORDER BY SUM(sale.cups) DESC LIMIT 1;

-- 잔 수에 가격 곱한 걸 매출로 치면 총매출이 얼마예요
-- en: Taking cups times price as revenue, what is the total revenue?
SELECT SUM(sale.cups * drink.price) FROM sale JOIN drink ON sale.drink_id = drink.id;

-- 올해 월별로 몇 잔씩 나갔는지 추이 좀 보자
-- en: How many cups were sold in each month of this year?
SELECT strftime('%Y-%m', sold), SUM(cups) FROM sale WHERE strftime('%Y', sold) = '2026' GROUP BY strftime('%Y-%m', sold);

-- 제주 매장들에서는 다 합해서 몇 잔 팔았어요?
-- en: How many cups did the branches in Jeju sell in total?
SELECT SUM(sale.cups) FROM sale JOIN branch ON sale.branch_id = branch.id WHERE branch.region = '제주';

-- 모바일쿠폰 들고 온 손님들 평균 몇잔씩 사 가나요
-- en: How many cups does a sale paid by gift voucher come to on average?
SELECT AVG(cups) FROM sale WHERE pay = '모바일쿠폰';

-- 사이즈별 평균 가격이랑 평균 칼로리 정리해 주세요
-- en: Average price and average calories by size.
SELECT size, AVG(price), AVG(calorie) FROM drink GROUP BY size;

-- 주말에 나간 잔 수 합계가 몇 잔이야? 토일만
-- en: How many cups were sold on Saturdays and Sundays?
SELECT SUM(cups) FROM sale WHERE strftime('%w', sold) IN ('0', '6');

-- 매장 유형별로 판매 건수가 어떻게 되는지, 많은 쪽을 위로
-- en: Number of sales by branch type, most first.
SELECT branch.kind, COUNT(*) FROM sale JOIN branch ON sale.branch_id = branch.id GROUP BY branch.kind ORDER BY COUNT(*) DESC;

-- 이름이 디카페인으로 시작하는 음료가 한 번이라도 팔린 지점은 몇 군데나 되나요
-- en: At how many branches was a drink whose name begins with decaf ever sold?
SELECT COUNT(DISTINCT sale.branch_id) FROM sale JOIN drink ON sale.drink_id = drink.id WHERE drink.name LIKE '디카페인%';

-- 최근 3개월 동안 카드로 결제된 매출액 합계 뽑아 주세요, 매출은 잔 수 곱하기 음료값이에요
-- en: Total revenue paid by card over the last three months, cups times price.
SELECT SUM(sale.cups * drink.price) FROM sale JOIN drink ON sale.drink_id = drink.id WHERE sale.pay = '카드' AND sale.sold >= date('2026-06-15', '-3 months');

-- 지점마다 지금까지 판매 기록이 몇 건인지, 없는 데도 0으로 나오게
-- en: Number of sales on record for each branch, 0 where there are none.
SELECT branch.name, COUNT(sale.id) FROM branch LEFT JOIN sale ON sale.branch_id = branch.id GROUP BY branch.id;

-- 판매 기록이 일곱 건 넘는 매장 이름이랑 건수
-- en: Branches with more than seven sales, and how many.
SELECT branch.name, COUNT(*) FROM sale JOIN branch ON sale.branch_id = branch.id GROUP BY branch.id HAVING COUNT(*) > 7;

-- 밀크티가 제일 잘 나가는 지역은 어디야? 이름이 밀크티로 끝나는 음료 다 합친 잔 수 기준
-- en: In which region does milk tea sell best, by cups over all drinks whose names end in milk tea?
SELECT branch.region FROM sale JOIN branch ON sale.branch_id = branch.id JOIN drink ON sale.drink_id = drink.id WHERE drink.name LIKE '%밀크티' GROUP BY branch.region ORDER BY SUM(sale.cups) DESC LIMIT 1;

-- 지난달에 한 잔도 못 판 지점 이름이 뭐예요? 점장님들한테 연락 돌려야 해요
-- en: Which branches did not sell a single cup last month?
SELECT name FROM branch WHERE id NOT IN (SELECT branch_id FROM sale WHERE strftime('%Y-%m', sold) = '2026-05');

-- 문 연 지 5년 넘은 매장에서 팔린 게 총 몇 잔이지
-- en: How many cups were sold by branches that opened more than five years ago?
SELECT SUM(sale.cups) FROM sale JOIN branch ON sale.branch_id = branch.id WHERE branch.opened < date('2026-06-15', '-5 years');

-- 100제곱미터도 안 되는 작은 가게들은 한 건에 평균 몇 잔 파나
-- en: How many cups does a sale come to on average at branches under 100 square metres?
SELECT AVG(sale.cups) FROM sale JOIN branch ON sale.branch_id = branch.id WHERE branch.area < 100;

-- 현금 결제가 전체 판매 건수의 몇 퍼센트예요? 키오스크로 싹 바꿀까 고민 중이라
-- en: What percentage of all sales was paid in cash?
SELECT ROUND(100.0 * SUM(CASE WHEN pay = '현금' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM sale;

-- 팔린 잔 수가 결제 수단별로 전체의 몇 퍼센트씩인지, 비중 큰 것부터 부탁드려요
-- en: Share of each payment method in all cups sold, in percent, largest first.
SELECT pay, ROUND(100.0 * SUM(cups) / (SELECT SUM(cups) FROM sale), 1) FROM sale GROUP BY pay ORDER BY SUM(cups) DESC;

-- 지역마다 잔 수 제일 많이 판 매장 하나씩, 지역 매장 이름 잔 수 순으로
-- en: For each region, the branch that sold the most cups: region, name, cups.
WITH total AS (SELECT branch.region, branch.name, SUM(sale.cups) AS cups FROM sale JOIN branch ON sale.branch_id = branch.id GROUP BY branch.id), ranked AS (SELECT region, name, cups, ROW_NUMBER() OVER (PARTITION BY region ORDER BY cups DESC) AS place FROM total) SELECT region, name, cups FROM ranked WHERE place = 1;

-- 사이즈별로 비싼 음료 두 개씩만 뽑아 줄래? 가격 같으면 이름 빠른 거 먼저. 사이즈, 이름, 가격
-- en: The two most expensive drinks of each size, ties by name: size, name, price.
WITH ranked AS (SELECT size, name, price, ROW_NUMBER() OVER (PARTITION BY size ORDER BY price DESC, name) AS place FROM drink) SELECT size, name, price FROM ranked WHERE place <= 2;

-- 작년 월별 판매 잔 수하고 전달 대비 증감을 한 표에 넣어 주세요. 판매가 있던 달만 놓고 바로 앞 줄이랑 비교하고 첫 달 증감은 빈칸이면 됩니다
-- en: Cups sold in each month of last year with sales and the change from the row before, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', sold) AS month, SUM(cups) AS total FROM sale WHERE strftime('%Y', sold) = '2025' GROUP BY strftime('%Y-%m', sold)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 1월부터 5월까지만 보면 올해가 작년보다 몇 잔 더 팔렸어? 덜 팔렸으면 마이너스 붙여줘
-- en: Looking at January to May, how many more cups were sold this year than last? Negative if fewer.
SELECT SUM(CASE WHEN sold >= '2026-01-01' AND sold <= '2026-05-31' THEN cups ELSE 0 END) - SUM(CASE WHEN sold >= '2025-01-01' AND sold <= '2025-05-31' THEN cups ELSE 0 END) FROM sale;

-- 자기 지역 평균보다 넓은 매장이 몇 곳이나 되는지요
-- en: How many branches are larger than the average of their region?
SELECT COUNT(*) FROM branch WHERE area > (SELECT AVG(other.area) FROM branch AS other WHERE other.region = branch.region);

-- 누적 매출 150만원 넘는 음료 이름이랑 매출액. 매출은 한 잔 가격에 판 잔 수 곱한 거
-- en: Drinks with a total revenue over 1.5 million won, with the revenue.
SELECT drink.name, SUM(sale.cups * drink.price) FROM sale JOIN drink ON sale.drink_id = drink.id GROUP BY drink.id HAVING SUM(sale.cups * drink.price) > 1500000;

-- 같은 매장에서 판매가 뜸했던 기간, 그러니까 판매일과 그다음 판매일 사이가 제일 길었던 게 며칠?
-- en: What is the longest gap in days between two consecutive sales at the same branch?
WITH gaps AS (SELECT julianday(sold) - julianday(LAG(sold) OVER (PARTITION BY branch_id ORDER BY sold)) AS days FROM sale) SELECT MAX(days) FROM gaps;

-- 문 연 지 한 달 안에 나간 판매가 몇 건이나 되는지 세어 줘. 오픈 행사 효과 보려고
-- en: How many sales fall within a month of the opening of their branch?
SELECT COUNT(*) FROM sale JOIN branch ON sale.branch_id = branch.id WHERE sale.sold <= date(branch.opened, '+1 month');

-- 음료를 여섯 가지 이상 팔아 본 매장만 이름이랑 가짓수 보여 주세요
-- en: Branches that have sold six or more different drinks, and how many.
SELECT branch.name, COUNT(DISTINCT sale.drink_id) FROM sale JOIN branch ON sale.branch_id = branch.id GROUP BY branch.id HAVING COUNT(DISTINCT sale.drink_id) >= 6;

-- 서울 매장 매출 중에서 간편결제가 차지하는 비율은 몇 퍼센트? 금액으로 따져서, 금액은 판매 수량 곱하기 가격
-- en: What percentage of the revenue of the Seoul branches was paid by mobile pay? Revenue is quantity times price.
SELECT ROUND(100.0 * SUM(CASE WHEN sale.pay = '간편결제' THEN sale.cups * drink.price ELSE 0 END) / SUM(sale.cups * drink.price), 1) FROM sale JOIN branch ON sale.branch_id = branch.id JOIN drink ON sale.drink_id = drink.id WHERE branch.region = '서울';

-- 매장 크기 100 미만은 '소형', 100 이상 200 미만은 '중형', 나머지는 '대형'으로 나눠서 몇 개씩인지 세줘
-- en: Count the branches by size: under 100 square metres small, 100 to under 200 medium, the rest large.
SELECT CASE WHEN area < 100 THEN '소형' WHEN area < 200 THEN '중형' ELSE '대형' END, COUNT(*) FROM branch GROUP BY CASE WHEN area < 100 THEN '소형' WHEN area < 200 THEN '중형' ELSE '대형' END;

-- 올해 월별 잔 수를 1월부터 누적으로 쌓아서 보고 싶은데, 월이랑 누적 잔 수만요. 판매 없는 달은 빼고요
-- en: This year's cups accumulated month by month: month and running total.
WITH monthly AS (SELECT strftime('%Y-%m', sold) AS month, SUM(cups) AS total FROM sale WHERE strftime('%Y', sold) = '2026' GROUP BY strftime('%Y-%m', sold)) SELECT month, SUM(total) OVER (ORDER BY month) FROM monthly;

-- 작년엔 팔렸는데 올해는 한 번도 안 팔린 음료가 있어? 있으면 몇 개인지만
-- en: How many drinks were sold last year but not once this year?
SELECT COUNT(*) FROM drink WHERE id IN (SELECT drink_id FROM sale WHERE strftime('%Y', sold) = '2025') AND id NOT IN (SELECT drink_id FROM sale WHERE strftime('%Y', sold) = '2026');
