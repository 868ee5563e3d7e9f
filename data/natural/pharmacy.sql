-- 제일 비싼 약이 뭐야?
-- en: Which medicine is the most expensive?
SELECT name FROM drug ORDER BY price DESC LIMIT 1;

-- 종로구 약국들 상호 좀 불러 줘요
-- en: Names of the pharmacies in Jongno.
SELECT name FROM shop WHERE gu = '종로구';

-- 감기약 종류가 몇 가지나 등록돼 있나요
-- en: How many cold medicines are registered?
SELECT COUNT(*) FROM drug WHERE kind = '감기약';

-- 처방전 있어야 나가는 약이 몇 개예요? 전문 쪽이요
-- en: How many medicines are prescription ones?
SELECT COUNT(*) FROM drug WHERE form = '전문';

-- 하루 20시간 넘게 문 여는 데가 어디야? 새벽에 애가 열이 나서
-- en: Which pharmacies are open for more than 20 hours?
SELECT name FROM shop WHERE hours > 20;

-- 어디 놔뒀는지 안 적힌 재고가 몇 건인지 확인해 주세요
-- en: How many stock items have no storage place recorded?
SELECT COUNT(*) FROM stock WHERE place IS NULL;

-- 냉장 보관 중인 물량 다 합치면 몇 개죠
-- en: How many pieces are kept in the refrigerator in total?
SELECT SUM(amount) FROM stock WHERE place = '냉장고';

-- 만원 밑으로 살 수 있는 소화제 이름하고 값
-- en: Digestives under 10,000 won, name and price.
SELECT name, price FROM drug WHERE kind = '소화제' AND price < 10000;

-- 올해 안에 기한 끝나는 재고가 몇 건이나 있어? 반품 준비하게
-- en: How many stock items expire within this year?
SELECT COUNT(*) FROM stock WHERE strftime('%Y', expires) = '2026';

-- 이번 달 입고된 게 총 몇 건이었나요
-- en: How many stock items arrived this month?
SELECT COUNT(*) FROM stock WHERE strftime('%Y-%m', arrived) = '2026-05';

-- 우리가 다루는 약 분류 좀 나열해 봐
-- en: Which classes of medicine do we handle?
SELECT DISTINCT kind FROM drug;

-- 이름 끝이 '파스'인 제품들 얼마씩 하는지 제품명이랑 같이요
-- en: Name and price of the products whose names end in Paseu.
SELECT name, price FROM drug WHERE name LIKE '%파스';

-- 의약외품 평균 값이 어느 정도 되나요?
-- en: What do quasi-drugs cost on average?
SELECT AVG(price) FROM drug WHERE form = '의약외품';

-- 한 번에 500개 넘게 쌓아 둔 재고 몇 건?
-- en: How many stock items hold more than 500 pieces?
SELECT COUNT(*) FROM stock WHERE amount > 500;

-- 약국들 문 열어 두는 시간 평균 내면 몇 시간이야
-- en: How many hours are the pharmacies open on average?
SELECT AVG(hours) FROM shop;

-- 작년에 들어온 물건이 수량으로 몇 개였지?
-- en: How many pieces arrived last year?
SELECT SUM(amount) FROM stock WHERE strftime('%Y', arrived) = '2025';

-- 상호에 '역전' 들어가는 약국들 이름하고 어느 구에 있는지 알려 주십시오
-- en: Name and district of the pharmacies with Yeokjeon in their name.
SELECT name, gu FROM shop WHERE name LIKE '%역전%';

-- 유통기한이 제일 가까운 건 언제까지야?
-- en: What is the earliest expiry date?
SELECT MIN(expires) FROM stock;

-- 감기약 하루에 몇 번 먹이면 되는지 거기 나와 있어요?
-- en: How many times a day should the cold medicines be taken?
SELECT '답할 수 없음';

-- 1만원 이상 하는 일반약이 몇개 있어요?
-- en: How many over-the-counter medicines cost 10,000 won or more?
SELECT COUNT(*) FROM drug WHERE form = '일반' AND price >= 10000;

-- 구마다 약국 개수 좀
-- en: The number of pharmacies in each district.
SELECT gu, COUNT(*) FROM shop GROUP BY gu;

-- 분류별 평균 단가를 비싼 분류부터 정리 부탁드립니다
-- en: Average price by class, dearest first.
SELECT kind, AVG(price) FROM drug GROUP BY kind ORDER BY AVG(price) DESC;

-- 보관하는 자리마다 수량이 모두 몇 개씩인지 봐 줘, 안 적힌 건 빼고
-- en: Pieces by storage place, without items that have none recorded.
SELECT place, SUM(amount) FROM stock WHERE place IS NOT NULL GROUP BY place;

-- 서초구에 항생제가 몇 개나 깔려 있나요? 품절 얘기가 돌아서요
-- en: How many pieces of antibiotics are in stock in Seocho?
SELECT SUM(stock.amount) FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id WHERE shop.gu = '서초구' AND drug.kind = '항생제';

-- 약국별 재고 수량 합계 제일 많은 다섯 군데랑 그 수량
-- en: The five pharmacies with the most pieces in stock, and how many.
SELECT shop.name, SUM(stock.amount) FROM stock JOIN shop ON stock.shop_id = shop.id GROUP BY shop.id ORDER BY SUM(stock.amount) DESC LIMIT 5;

-- 어느 약국에도 재고가 없는 제품이 뭐지?
-- en: Which products are in stock at no pharmacy?
SELECT name FROM drug WHERE id NOT IN (SELECT drug_id FROM stock);

-- 재고를 돈으로 치면 전부 얼마어치예요? 수량에 단가 곱해서
-- en: What is all stock worth, quantity times unit price?
SELECT SUM(stock.amount * drug.price) FROM stock JOIN drug ON stock.drug_id = drug.id;

-- 앞으로 석 달 안에 기한이 끝나는 재고, 약국이랑 약 이름하고 날짜를 급한 순으로. 날짜 같으면 약국 이름, 약 이름 순
-- en: Stock expiring within the next three months, most urgent first: pharmacy, medicine, date; ties by pharmacy, then medicine.
SELECT shop.name, drug.name, stock.expires FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id WHERE stock.expires >= '2026-05-31' AND stock.expires <= date('2026-05-31', '+3 months') ORDER BY stock.expires, shop.name, drug.name;

-- 입고하고 기한까지 평균 며칠 남은 상태로 들어오나요
-- en: How many days pass on average between arrival and expiry?
SELECT AVG(julianday(expires) - julianday(arrived)) FROM stock;

-- 영양제 진열대에 내놓은 약국 이름, 중복 없이 뽑아 줘
-- en: Pharmacies with supplements on the display shelf, each once.
SELECT DISTINCT shop.name FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id WHERE drug.kind = '영양제' AND stock.place = '진열대';

-- 작년 월별 입고 건수를 빠른 달부터 보여 주세요, 입고 없던 달은 빼도 돼요
-- en: Arrivals in each month of last year, in order, leaving out months without any.
SELECT strftime('%Y-%m', arrived), COUNT(*) FROM stock WHERE strftime('%Y', arrived) = '2025' GROUP BY strftime('%Y-%m', arrived) ORDER BY strftime('%Y-%m', arrived);

-- 강북구 약국 가운데 해열진통제가 하나도 없는 데가 있나? 있으면 이름 좀
-- en: Which pharmacies in Gangbuk stock no painkiller?
SELECT name FROM shop WHERE gu = '강북구' AND id NOT IN (SELECT stock.shop_id FROM stock JOIN drug ON stock.drug_id = drug.id WHERE drug.kind = '해열진통제');

-- 최근 6개월 동안 입고 기록이 없는 약국은 몇 곳이에요
-- en: How many pharmacies had no arrival in the last six months?
SELECT COUNT(*) FROM shop WHERE id NOT IN (SELECT shop_id FROM stock WHERE arrived >= date('2026-05-31', '-6 months'));

-- 제품마다 몇 군데 약국에서 취급하는지, 재고 없는 제품은 0으로 해서 다
-- en: For every product the number of pharmacies that stock it, 0 included.
SELECT drug.name, COUNT(DISTINCT stock.shop_id) FROM drug LEFT JOIN stock ON stock.drug_id = drug.id GROUP BY drug.id;

-- 18시간 이상 여는 약국들이 갖고 있는 전문의약품이 총 몇 개인지
-- en: How many pieces of prescription medicine do pharmacies open for 18 hours or more hold?
SELECT SUM(stock.amount) FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id WHERE shop.hours >= 18 AND drug.form = '전문';

-- 시럽 제품이 일요일에 입고된 적도 있어? 몇 번이나
-- en: How often did a syrup arrive on a Sunday?
SELECT COUNT(*) FROM stock JOIN drug ON stock.drug_id = drug.id WHERE drug.name LIKE '%시럽%' AND strftime('%w', stock.arrived) = '0';

-- 재고 건수 중에 창고에 들어가 있는 게 몇 퍼센트나 되는지요
-- en: What percentage of all stock items is in the storeroom?
SELECT ROUND(100.0 * SUM(CASE WHEN place = '창고' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM stock;

-- 약 분류별로 재고 금액이 전체 재고 금액의 몇 퍼센트씩인지, 수량 곱하기 단가로 따져서 큰 순서로
-- en: The share of each class in the total stock value, quantity times price, in percent, largest first.
SELECT drug.kind, ROUND(100.0 * SUM(stock.amount * drug.price) / (SELECT SUM(held.amount * other.price) FROM stock AS held JOIN drug AS other ON held.drug_id = other.id), 1) FROM stock JOIN drug ON stock.drug_id = drug.id GROUP BY drug.kind ORDER BY SUM(stock.amount * drug.price) DESC;

-- 분류마다 비싼 약 두 개씩만 보여 줄래? 분류, 제품, 가격. 값이 같으면 이름순
-- en: The two dearest medicines of each class, ties by name: class, product, price.
WITH ranked AS (SELECT kind, name, price, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY price DESC, name) AS place FROM drug) SELECT kind, name, price FROM ranked WHERE place <= 2;

-- 같은 분류 평균보다 비싼 약이 몇 개야
-- en: How many medicines cost more than the average of their class?
SELECT COUNT(*) FROM drug WHERE price > (SELECT AVG(other.price) FROM drug AS other WHERE other.kind = drug.kind);

-- 올해 월별로 들어온 수량이랑 앞선 달하고의 차이 부탁해요. 입고 있던 달만 놓고 보고, 첫 줄 차이는 비워 두세요
-- en: Pieces arrived in each month of this year with arrivals, with the change from the previous such month, the first empty.
WITH monthly AS (SELECT strftime('%Y-%m', arrived) AS month, SUM(amount) AS total FROM stock WHERE strftime('%Y', arrived) = '2026' GROUP BY strftime('%Y-%m', arrived)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 다섯 가지 분류를 빠짐없이 다 갖춘 약국이 어디어디예요?
-- en: Which pharmacies stock all five classes?
SELECT shop.name FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id GROUP BY shop.id HAVING COUNT(DISTINCT drug.kind) = 5;

-- 서로 다른 제품을 여덟 가지 넘게 들여놓은 약국이랑 그 가짓수, 많은 데부터 보되 가짓수 같으면 상호순
-- en: Pharmacies stocking more than eight different products, and how many, most first, ties by name.
SELECT shop.name, COUNT(DISTINCT stock.drug_id) FROM stock JOIN shop ON stock.shop_id = shop.id GROUP BY shop.id HAVING COUNT(DISTINCT stock.drug_id) > 8 ORDER BY COUNT(DISTINCT stock.drug_id) DESC, shop.name;

-- 약국별로 재고 수량에서 조제실에 있는 게 차지하는 비율이 60퍼센트 넘는 데, 이름하고 퍼센트. 자리 안 적힌 것도 전체에는 넣어
-- en: Pharmacies where the dispensary holds more than 60 percent of all pieces, with the percentage.
SELECT shop.name, ROUND(100.0 * SUM(CASE WHEN stock.place = '조제실' THEN stock.amount ELSE 0 END) / SUM(stock.amount), 1) FROM stock JOIN shop ON stock.shop_id = shop.id GROUP BY shop.id HAVING 100.0 * SUM(CASE WHEN stock.place = '조제실' THEN stock.amount ELSE 0 END) / SUM(stock.amount) > 60;

-- 한 약국에서 입고가 끊겼다가 다시 들어올 때까지 가장 길었던 게 며칠인지 궁금하네요
-- en: What is the longest gap in days between one arrival and the next at the same pharmacy?
WITH gaps AS (SELECT julianday(arrived) - julianday(LAG(arrived) OVER (PARTITION BY shop_id ORDER BY arrived)) AS days FROM stock) SELECT MAX(days) FROM gaps;

-- 약국마다 제일 먼저 기한이 닥치는 약이 뭔지, 약국·약·기한 순으로. 기한이 같은 게 있으면 다 보여 주세요
-- en: For each pharmacy the medicine that expires first, ties included: pharmacy, medicine, date.
WITH ranked AS (SELECT shop.name AS place, drug.name, stock.expires, RANK() OVER (PARTITION BY shop.id ORDER BY stock.expires) AS number FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id) SELECT place, name, expires FROM ranked WHERE number = 1;

-- 올해 1월부터 5월까지 입고 수량이 작년 같은 기간보다 몇 퍼센트 늘었나요? 줄었으면 음수로 주세요
-- en: By what percentage did pieces arrived from January to May grow over last year's? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN arrived >= '2026-01-01' AND arrived <= '2026-05-31' THEN amount ELSE 0 END) - SUM(CASE WHEN arrived >= '2025-01-01' AND arrived <= '2025-05-31' THEN amount ELSE 0 END)) / SUM(CASE WHEN arrived >= '2025-01-01' AND arrived <= '2025-05-31' THEN amount ELSE 0 END), 1) FROM stock;

-- 똑같은 약을 두 번 이상 따로 들여놓은 약국이 있네. 약국하고 약, 몇 번인지
-- en: Pharmacies with the same medicine in stock twice or more: pharmacy, medicine, how often.
SELECT shop.name, drug.name, COUNT(*) FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id GROUP BY shop.id, drug.id HAVING COUNT(*) >= 2;

-- 기한이 1년도 안 남은 재고 금액이 구별로 얼마나 돼요? 오늘부터 따져서, 수량에 단가 곱하고 큰 구부터
-- en: The value of stock with less than a year left from today by district, largest first.
SELECT shop.gu, SUM(stock.amount * drug.price) FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id WHERE stock.expires >= '2026-05-31' AND stock.expires < date('2026-05-31', '+1 year') GROUP BY shop.gu ORDER BY SUM(stock.amount * drug.price) DESC;

-- 기한 연도별로 재고 건수랑 누적 건수, 이른 해부터
-- en: Stock items by year of expiry with the running total, earliest first.
WITH yearly AS (SELECT strftime('%Y', expires) AS year, COUNT(*) AS number FROM stock GROUP BY strftime('%Y', expires)) SELECT year, number, SUM(number) OVER (ORDER BY year) FROM yearly ORDER BY year;

-- 양천구에는 있는데 중랑구에는 재고가 없는 제품 이름 알려 줘, 옮겨 줄까 하고
-- en: Products in stock in Yangcheon but not in Jungnang.
SELECT name FROM drug WHERE id IN (SELECT stock.drug_id FROM stock JOIN shop ON stock.shop_id = shop.id WHERE shop.gu = '양천구') AND id NOT IN (SELECT stock.drug_id FROM stock JOIN shop ON stock.shop_id = shop.id WHERE shop.gu = '중랑구');

-- 소화제 재고 수량이 다 합쳐 600개 넘는 약국만 이름 뽑고 옆에 수량 적어 주세요
-- en: Pharmacies with more than 600 pieces of digestives, and how many.
SELECT shop.name, SUM(stock.amount) FROM stock JOIN drug ON stock.drug_id = drug.id JOIN shop ON stock.shop_id = shop.id WHERE drug.kind = '소화제' GROUP BY shop.id HAVING SUM(stock.amount) > 600;
