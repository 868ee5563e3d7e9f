-- 농사 제일 크게 짓는 조합원이 누구여?
-- en: Which member farms the most land?
SELECT name FROM farmer ORDER BY land DESC LIMIT 1;

-- 유기농 하시는 분 몇 분이나 계세요
-- en: How many members farm organically?
SELECT COUNT(*) FROM farmer WHERE method = '유기농';

-- 영양읍 조합원 명단 좀 뽑아 줘요, 좌담회 문자 돌리게
-- en: Names of the members in Yeongyang-eup.
SELECT name FROM farmer WHERE town = '영양읍';

-- 출자금 1천만원 넘게 넣으신 분들 성함과 금액을 많은 순으로 정리해 주세요. 같으면 이름순입니다
-- en: Members with a stake over 10 million won, name and amount, most first, ties by name.
SELECT name, stake FROM farmer WHERE stake > 10000000 ORDER BY stake DESC, name;

-- 어떻게 농사짓는지 안 적힌 조합원이 있네. 누구누구야?
-- en: Members whose way of farming is not recorded.
SELECT name FROM farmer WHERE method IS NULL;

-- 수수료 제일 적게 떼는 공판장이 어딘가요
-- en: Which market takes the lowest commission?
SELECT name FROM market ORDER BY rate LIMIT 1;

-- 대구로 올려 보내려는데 거기 공판장 뭐뭐 있지
-- en: Which markets are there in Daegu?
SELECT name FROM market WHERE city = '대구';

-- 수수료 5%도 안 받는 데 이름이랑 몇 퍼센트인지 알려줘
-- en: Markets with a commission under five per cent, name and rate.
SELECT name, rate FROM market WHERE rate < 5;

-- 우리 전표에 나오는 작물은 뭐가 있습니까?
-- en: Which crops appear on the slips?
SELECT DISTINCT crop FROM slip;

-- 아직 경락가 안 나온 전표 몇 장 남았어?
-- en: How many slips have no sale amount yet?
SELECT COUNT(*) FROM slip WHERE amount IS NULL;

-- 한 번에 2톤 넘게 실어 보낸 게 몇 번이나 되나요
-- en: How many shipments weighed more than two tonnes?
SELECT COUNT(*) FROM slip WHERE weight > 2000;

-- 올해 고추 몇 킬로나 나갔어
-- en: How many kilograms of peppers were shipped this year?
SELECT SUM(weight) FROM slip WHERE crop = '고추' AND strftime('%Y', shipped) = '2025';

-- 전표 한 장에 제일 비싸게 낙찰된 게 얼마였대?
-- en: How much was the highest sale on one slip?
SELECT MAX(amount) FROM slip;

-- 제일 오래된 공판장 이름하고 개장일
-- en: The oldest market and its opening date.
SELECT name, opened FROM market ORDER BY opened LIMIT 1;

-- 석보면에서 무농약 하는 분들 밭은 평균 몇 제곱미터쯤 돼요?
-- en: How large is the land of the pesticide-free farmers in Seokbo-myeon on average?
SELECT AVG(land) FROM farmer WHERE town = '석보면' AND method = '무농약';

-- 청과시장이라는 이름 붙은 공판장이 몇 군데인지요
-- en: How many markets have Cheonggwa-sijang in their name?
SELECT COUNT(*) FROM market WHERE name LIKE '%청과시장%';

-- 이달 들어 물건 몇번 냈어요?
-- en: How many shipments were there this month?
SELECT COUNT(*) FROM slip WHERE strftime('%Y-%m', shipped) = '2025-12';

-- 5천 제곱미터 이하 소농이 몇 명인지 파악해 주십시오. 직불금 때문입니다
-- en: How many members farm 5,000 square metres or less?
SELECT COUNT(*) FROM farmer WHERE land <= 5000;

-- 내일 비 온다는데 배추 출하해도 될까? 강수량 좀
-- en: Rain is forecast for tomorrow; what is the rainfall?
SELECT '답할 수 없음';

-- 조합장님 휴대폰 번호가 어떻게 돼요?
-- en: What is the mobile number of the head of the co-op?
SELECT '답할 수 없음';

-- 읍면별로 조합원 몇 명씩인지, 사람 많은 동네부터
-- en: Members by town, most first.
SELECT town, COUNT(*) FROM farmer GROUP BY town ORDER BY COUNT(*) DESC;

-- 농법마다 출자금 합계가 얼마씩 되는지 봐 줘요, 기록 없는 사람은 빼고
-- en: Total stake by way of farming, leaving out members without one.
SELECT method, SUM(stake) FROM farmer WHERE method IS NOT NULL GROUP BY method;

-- 돈을 제일 많이 받은 조합원하고 그 금액, 낙찰된 거 다 더해서요
-- en: The member with the highest total of sales, and that total.
SELECT farmer.name, SUM(slip.amount) FROM slip JOIN farmer ON slip.farmer_id = farmer.id GROUP BY farmer.id ORDER BY SUM(slip.amount) DESC LIMIT 1;

-- 우리 조합 물건 제일 많이 받아 준 공판장이 어디야? 무게로 따져서
-- en: Which market took the most from us by weight?
SELECT market.name FROM slip JOIN market ON slip.market_id = market.id GROUP BY market.id ORDER BY SUM(slip.weight) DESC LIMIT 1;

-- 올해 한 번도 출하 안 한 조합원 이름 좀. 무슨 일 있나 전화해 보려고
-- en: Members without a shipment this year.
SELECT name FROM farmer WHERE id NOT IN (SELECT farmer_id FROM slip WHERE strftime('%Y', shipped) = '2025');

-- 입암면 농가들이 마늘 낸 거 총 몇 킬로인가요?
-- en: How many kilograms of garlic did the farms of Ibam-myeon ship?
SELECT SUM(slip.weight) FROM slip JOIN farmer ON slip.farmer_id = farmer.id WHERE farmer.town = '입암면' AND slip.crop = '마늘';

-- 서울 쪽 공판장으로 보낸 전표는 건당 평균 얼마 나왔는지
-- en: How much does a slip to the markets in Seoul bring on average?
SELECT AVG(slip.amount) FROM slip JOIN market ON slip.market_id = market.id WHERE market.city = '서울';

-- 품목별 출하량 합계, 많이 나간 것부터 보내 주실래요
-- en: Total weight by crop, most first.
SELECT crop, SUM(weight) FROM slip GROUP BY crop ORDER BY SUM(weight) DESC;

-- 작년 월별로 낙찰 금액이 얼마였는지 첫 달부터 순서대로요. 전표 있는 달만 나오면 돼요
-- en: Total sales in each month of last year that had slips, in order.
SELECT strftime('%Y-%m', shipped), SUM(amount) FROM slip WHERE strftime('%Y', shipped) = '2024' GROUP BY strftime('%Y-%m', shipped) ORDER BY strftime('%Y-%m', shipped);

-- 사과 내는 조합원이 몇 명이야? 여러 번 냈어도 한 사람으로 세고
-- en: How many members ship apples? Each once.
SELECT COUNT(DISTINCT farmer_id) FROM slip WHERE crop = '사과';

-- 여섯 번 이상 출하한 분들 이름이랑 횟수, 비료 지원 대상자입니다
-- en: Members with six or more shipments, and how many.
SELECT farmer.name, COUNT(*) FROM slip JOIN farmer ON slip.farmer_id = farmer.id GROUP BY farmer.id HAVING COUNT(*) >= 6;

-- 최근 3개월 배추 경락 총액 얼마나 돼요
-- en: What did cabbage sell for in total in the last three months?
SELECT SUM(amount) FROM slip WHERE crop = '배추' AND shipped >= date('2025-12-20', '-3 months');

-- 공판장마다 받은 전표가 몇 장인지 죽 적어 줘요, 하나도 없는 데는 0장으로
-- en: Slips by market, 0 for markets without one.
SELECT market.name, COUNT(slip.id) FROM market LEFT JOIN slip ON slip.market_id = market.id GROUP BY market.id;

-- 수수료 빼고 조합원들 손에 떨어지는 돈이 전부 얼마야? 경락 금액에서 공판장 수수료율만큼 떼고
-- en: What is left for the members after commission: sales less the rate of the market, altogether?
SELECT SUM(slip.amount * (1 - market.rate / 100)) FROM slip JOIN market ON slip.market_id = market.id;

-- 도시별로 수수료율 평균이 어느 정도인지 낮은 곳이 위로 오게 해 주세요
-- en: Average commission by city, lowest first.
SELECT city, AVG(rate) FROM market GROUP BY city ORDER BY AVG(rate);

-- 주말에 나간 물량이 다 해서 몇 킬로지?
-- en: How many kilograms were shipped at weekends?
SELECT SUM(weight) FROM slip WHERE strftime('%w', shipped) IN ('0', '6');

-- 2000년 이후(2000년 포함) 개장한 공판장에 고추 보낸 조합원들 이름, 중복 빼고요
-- en: Members who sent peppers to a market opened in 2000 or later, each once.
SELECT DISTINCT name FROM farmer WHERE id IN (SELECT slip.farmer_id FROM slip JOIN market ON slip.market_id = market.id WHERE slip.crop = '고추' AND market.opened >= '2000-01-01');

-- 품목마다 킬로당 얼마꼴로 팔렸어? 금액 나온 전표만 가지고 총금액을 총무게로 나눠서 원 단위로 반올림
-- en: Price per kilogram by crop: total sales over total weight of the slips with an amount, rounded to won.
SELECT crop, ROUND(1.0 * SUM(amount) / SUM(weight), 0) FROM slip WHERE amount IS NOT NULL GROUP BY crop;

-- 유기농이 관행보다 정말 값을 더 받나요? 킬로당 단가를 둘 다 보여주세요. 금액 있는 전표의 금액 합계 나누기 무게 합계로요
-- en: Price per kilogram of organic and conventional farmers: total sales over total weight of the slips with an amount.
SELECT farmer.method, 1.0 * SUM(slip.amount) / SUM(slip.weight) FROM slip JOIN farmer ON slip.farmer_id = farmer.id WHERE slip.amount IS NOT NULL AND farmer.method IN ('유기농', '관행') GROUP BY farmer.method;

-- 전체 매출 중 고추 비중 몇 퍼센트야
-- en: What percentage of all sales comes from peppers?
SELECT ROUND(100.0 * SUM(CASE WHEN crop = '고추' THEN amount ELSE 0 END) / SUM(amount), 1) FROM slip;

-- 친환경 하는 조합원, 그러니까 유기농이나 무농약이 읍면마다 몇 퍼센트인지요. 농법이 안 적힌 사람은 분모에서도 빼고요
-- en: Percentage of organic or pesticide-free members by town, members without a method left out altogether.
SELECT town, ROUND(100.0 * SUM(CASE WHEN method IN ('유기농', '무농약') THEN 1 ELSE 0 END) / COUNT(*), 1) FROM farmer WHERE method IS NOT NULL GROUP BY town;

-- 읍면마다 땅 넓은 조합원 세 사람씩 꼽아 보자. 읍면, 이름, 면적으로. 면적 같으면 이름순
-- en: The three members with the most land in each town: town, name, land; ties by name.
WITH ranked AS (SELECT town, name, land, ROW_NUMBER() OVER (PARTITION BY town ORDER BY land DESC, name) AS place FROM farmer) SELECT town, name, land FROM ranked WHERE place <= 3;

-- 품목별로 판매액 1위 농가가 어느 집인지 품목, 이름, 금액 순서로 부탁드립니다. 금액이 같으면 이름이 앞서는 분으로요
-- en: For each crop, the member with the highest sales, the first by name if equal: crop, name, amount.
WITH total AS (SELECT slip.crop, farmer.name, SUM(slip.amount) AS income FROM slip JOIN farmer ON slip.farmer_id = farmer.id GROUP BY slip.crop, farmer.id), ranked AS (SELECT crop, name, income, ROW_NUMBER() OVER (PARTITION BY crop ORDER BY income DESC, name) AS place FROM total) SELECT crop, name, income FROM ranked WHERE place = 1;

-- 올해 다달이 몇 킬로씩 냈고 앞 달보다 얼마나 늘고 줄었는지. 출하가 없던 달은 건너뛰고 비교, 첫 달 증감은 비워 둬
-- en: Weight shipped in each month of this year that had shipments, with the change from the one before, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', shipped) AS month, SUM(weight) AS total FROM slip WHERE strftime('%Y', shipped) = '2025' GROUP BY strftime('%Y-%m', shipped)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 올해 총 출하량은 작년보다 몇 퍼센트 늘었습니까? 두 해 모두 2월 1일부터 12월 20일까지만 놓고 봐 주세요
-- en: By what percentage did the weight shipped grow against last year, from 1 February to 20 December in both years?
SELECT ROUND(100.0 * (SUM(CASE WHEN shipped >= '2025-02-01' AND shipped <= '2025-12-20' THEN weight ELSE 0 END) - SUM(CASE WHEN shipped >= '2024-02-01' AND shipped <= '2024-12-20' THEN weight ELSE 0 END)) / SUM(CASE WHEN shipped >= '2024-02-01' AND shipped <= '2024-12-20' THEN weight ELSE 0 END), 1) FROM slip;

-- 한 농가가 출하하고 그다음 출하하기까지 며칠씩 걸리는지 평균 내 줄 수 있어?
-- en: How many days pass on average between one shipment and the next by the same member?
WITH gaps AS (SELECT julianday(shipped) - julianday(LAG(shipped) OVER (PARTITION BY farmer_id ORDER BY shipped)) AS days FROM slip) SELECT AVG(days) FROM gaps;

-- 누적 판매액 1천만원 넘긴 조합원이랑 얼만지, 많이 판 사람부터요. 같으면 이름순으로 하고요
-- en: Members who sold for more than 10 million won altogether, most first, ties by name.
SELECT farmer.name, SUM(slip.amount) FROM slip JOIN farmer ON slip.farmer_id = farmer.id GROUP BY farmer.id HAVING SUM(slip.amount) > 10000000 ORDER BY SUM(slip.amount) DESC, farmer.name;

-- 도시별로 우리 물량을 몇 퍼센트씩 가져가는지요, 무게 기준으로 큰 도시부터
-- en: The share of each city in the weight we ship, largest first.
SELECT market.city, ROUND(100.0 * SUM(slip.weight) / (SELECT SUM(weight) FROM slip), 1) FROM slip JOIN market ON slip.market_id = market.id GROUP BY market.city ORDER BY SUM(slip.weight) DESC;

-- 같은 도시 공판장 평균보다 수수료를 더 떼는 곳들 이름 대 봐
-- en: Markets whose commission is above the average of their city.
SELECT name FROM market WHERE rate > (SELECT AVG(other.rate) FROM market AS other WHERE other.city = market.city);

-- 품목 네 가지 이상 골고루 내는 농가가 몇 집이나 될까요?
-- en: How many members ship four or more different crops?
SELECT COUNT(*) FROM (SELECT farmer_id FROM slip GROUP BY farmer_id HAVING COUNT(DISTINCT crop) >= 4);

-- 마지막으로 출하한 지 1년 넘은 조합원 성함하고 마지막 날짜. 출하 기록이 있는 분들 중에서요
-- en: Members whose last shipment is more than a year ago, with its date.
SELECT farmer.name, MAX(slip.shipped) FROM slip JOIN farmer ON slip.farmer_id = farmer.id GROUP BY farmer.id HAVING MAX(slip.shipped) < date('2025-12-20', '-1 years');

-- 올해 월마다 팔린 금액을 쌓아 올린 누적으로 보여줘, 달하고 누적액만. 전표 없는 달은 없어도 돼
-- en: Running total of sales over the months of this year that had slips: month and running total.
WITH monthly AS (SELECT strftime('%Y-%m', shipped) AS month, SUM(amount) AS total FROM slip WHERE strftime('%Y', shipped) = '2025' GROUP BY strftime('%Y-%m', shipped)) SELECT month, SUM(total) OVER (ORDER BY month) FROM monthly;
