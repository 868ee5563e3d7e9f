-- 배 제일 큰 게 어느 배야, 톤수로
-- en: Which boat is the largest by tonnage?
SELECT name FROM boat ORDER BY tons DESC LIMIT 1;

-- 채낚기 하는 배가 몇 척이나 있소
-- en: How many boats fish with jigs?
SELECT COUNT(*) FROM boat WHERE method = '채낚기';

-- 새벽 4시에 여는 위판장 어디어디예요? 첫 경매 보러 가려고요
-- en: Which markets open at four in the morning?
SELECT name FROM market WHERE opens = 4;

-- 수수료 5% 넘게 떼는 데가 어디야
-- en: Which markets charge a commission of more than five percent?
SELECT name FROM market WHERE commission > 5;

-- 여태 한 번에 제일 비싸게 넘어간 금액이 얼마입니까?
-- en: What is the highest amount of a single sale so far?
SELECT MAX(amount) FROM sale;

-- 여기서 거래되는 생선 종류 좀 알려 주세요
-- en: Which species are traded here?
SELECT DISTINCT species FROM sale;

-- 선원 15명 이상 타는 배들 이름하고 인원
-- en: Boats with a crew of 15 or more, name and crew.
SELECT name, crew FROM boat WHERE crew >= 15;

-- 작년에 고등어 총 몇 킬로 나왔어?
-- en: How many kilograms of mackerel were sold last year?
SELECT SUM(weight) FROM sale WHERE species = '고등어' AND strftime('%Y', sold) = '2025';

-- 진수일이 빠져 있는 어선 명단 뽑아 주세요. 선박 서류 보완 요청해야 합니다
-- en: Boats without a launch date.
SELECT name FROM boat WHERE launched IS NULL;

-- 물에 띄운 지 20년 넘은 배가 몇 척이지? 대체 건조 지원 대상이라
-- en: How many boats were launched more than 20 years ago?
SELECT COUNT(*) FROM boat WHERE launched < date('2026-04-10', '-20 years');

-- 중매인이 제일 많은 위판장이랑 몇 명인지
-- en: Which market has the most brokers, and how many?
SELECT name, brokers FROM market ORDER BY brokers DESC LIMIT 1;

-- 지난달 경매 몇건 했나요
-- en: How many sales were there last month?
SELECT COUNT(*) FROM sale WHERE strftime('%Y-%m', sold) = '2026-03';

-- 배 타고 싶은데 선장님 연락처 좀 알 수 있을까요?
-- en: I would like to work on a boat; could I have the phone numbers of the captains?
SELECT '답할 수 없음';

-- '해성호'로 끝나는 배들 선원 다 합치면 몇 명이야
-- en: How many crew do the boats whose names end in Haeseongho have altogether?
SELECT SUM(crew) FROM boat WHERE name LIKE '%해성호';

-- 갈치가 킬로당 평균 얼마에 팔렸는지 알고 싶은데요, 전체 금액을 전체 무게로 나눠서
-- en: What did a kilogram of hairtail fetch on average: all money over all weight?
SELECT 1.0 * SUM(amount) / SUM(weight) FROM sale WHERE species = '갈치';

-- 지금까지 위판액 1등이 어느 배야, 금액까지. 연말 시상하게
-- en: Which boat sold for the most money in total, and how much?
SELECT boat.name, SUM(sale.amount) FROM sale JOIN boat ON sale.boat_id = boat.id GROUP BY boat.id ORDER BY SUM(sale.amount) DESC LIMIT 1;

-- 어업 방식마다 배 한 척이 평균 몇 톤인지 큰 순서로
-- en: Average tonnage by fishing method, largest first.
SELECT method, AVG(tons) FROM boat GROUP BY method ORDER BY AVG(tons) DESC;

-- 여태 위판장에 물건 한 번도 안 낸 배가 있어요?
-- en: Are there boats that never sold anything?
SELECT name FROM boat WHERE id NOT IN (SELECT boat_id FROM sale);

-- 저인망 배들이 작년에 판 대구가 총 몇 kg인가요?
-- en: How many kilograms of cod did the trawlers sell last year?
SELECT SUM(sale.weight) FROM sale JOIN boat ON sale.boat_id = boat.id WHERE boat.method = '저인망' AND sale.species = '대구' AND strftime('%Y', sale.sold) = '2025';

-- 어종별 위판 금액 비중을 퍼센트로, 큰 것부터 정리 부탁드립니다
-- en: Share of sales by species in percent, largest first.
SELECT species, ROUND(100.0 * SUM(amount) / (SELECT SUM(amount) FROM sale), 1) FROM sale GROUP BY species ORDER BY SUM(amount) DESC;

-- 최근 1년간 위판액 5천만원 넘긴 위판장들, 이름이랑 총액. 많은 데부터
-- en: Markets with more than 50 million won of sales in the last year, name and total, largest first.
SELECT market.name, SUM(sale.amount) FROM sale JOIN market ON sale.market_id = market.id WHERE sale.sold >= date('2026-04-10', '-1 years') GROUP BY market.id HAVING SUM(sale.amount) > 50000000 ORDER BY SUM(sale.amount) DESC;

-- 위판장별로 수수료를 여태 얼마나 거뒀는지 계산해 주라. 판 금액에 요율 먹여서
-- en: How much commission has each market taken so far: sales times its rate?
SELECT market.name, SUM(sale.amount * market.commission / 100) FROM sale JOIN market ON sale.market_id = market.id GROUP BY market.id;

-- 배마다 마지막으로 경매 낸 날이 언젠지 배 이름하고 같이요
-- en: The last day each boat sold something, with the name of the boat.
SELECT boat.name, MAX(sale.sold) FROM sale JOIN boat ON sale.boat_id = boat.id GROUP BY boat.id;

-- 어종마다 금액을 제일 많이 올린 배 하나씩 알려줄래요? 어종, 배, 총액으로
-- en: For each species, the boat with the largest total: species, boat, total.
WITH ranked AS (SELECT sale.species AS species, boat.name AS name, SUM(sale.amount) AS total, ROW_NUMBER() OVER (PARTITION BY sale.species ORDER BY SUM(sale.amount) DESC) AS place FROM sale JOIN boat ON sale.boat_id = boat.id GROUP BY sale.species, boat.id) SELECT species, name, total FROM ranked WHERE place = 1;

-- 고기 세 종류 이상 팔아 본 배가 몇 척?
-- en: How many boats have sold three or more different species?
SELECT COUNT(*) FROM (SELECT boat_id FROM sale GROUP BY boat_id HAVING COUNT(DISTINCT species) >= 3);

-- 2025년 총 위판액이 2024년보다 몇 퍼센트 늘었습니까? 줄었으면 마이너스로 적어 주십시오
-- en: By what percentage did the sales of 2025 grow against 2024? Negative if they fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN strftime('%Y', sold) = '2025' THEN amount ELSE 0 END) - SUM(CASE WHEN strftime('%Y', sold) = '2024' THEN amount ELSE 0 END)) / SUM(CASE WHEN strftime('%Y', sold) = '2024' THEN amount ELSE 0 END), 1) FROM sale;

-- 5시까지 경매하는 곳이랑 그 뒤에 하는 곳이랑 건당 금액 차이 나? 앞엣것은 '새벽' 뒤엣것은 '오전'으로 나눠서 평균 보여 줘
-- en: Average sale at markets that hold their auction by five, labelled dawn, and at those that hold it later, labelled morning.
SELECT CASE WHEN market.opens <= 5 THEN '새벽' ELSE '오전' END, AVG(sale.amount) FROM sale JOIN market ON sale.market_id = market.id GROUP BY CASE WHEN market.opens <= 5 THEN '새벽' ELSE '오전' END;

-- 우리 위판장들 중에 최근 석 달 경매가 한 건도 없었던 데 이름 대 봐
-- en: Which markets had no sale in the last three months?
SELECT name FROM market WHERE id NOT IN (SELECT market_id FROM sale WHERE sold >= date('2026-04-10', '-3 months'));

-- 대게 물량이 제일 많았던 달은 언제고 몇 킬로였나요? 연도까지 구분해서
-- en: In which month of which year was the most snow crab sold, and how many kilograms?
SELECT strftime('%Y-%m', sold), SUM(weight) FROM sale WHERE species = '대게' GROUP BY strftime('%Y-%m', sold) ORDER BY SUM(weight) DESC LIMIT 1;

-- 한 배가 경매 내고 그다음 낼 때까지 제일 오래 쉰 게 며칠이지
-- en: What is the longest gap in days between one sale and the next of the same boat?
WITH gaps AS (SELECT julianday(sold) - julianday(LAG(sold) OVER (PARTITION BY boat_id ORDER BY sold)) AS days FROM sale) SELECT MAX(days) FROM gaps;
