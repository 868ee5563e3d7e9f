-- 지금 나와 있는 것 중에 제일 넓은 집이 몇 제곱미터예요?
-- en: How many square metres does the largest listed home have?
SELECT MAX(area) FROM listing;

-- 은평구에 부동산 몇 군데 있어
-- en: How many agencies are there in Eunpyeong-gu?
SELECT COUNT(*) FROM agency WHERE gu = '은평구';

-- 전세로 나온 빌라가 몇 개나 되나요? 신혼집 구하는 중이에요
-- en: How many villas are listed for jeonse?
SELECT COUNT(*) FROM listing WHERE kind = '빌라' AND deal = '전세';

-- 3억 안 넘는 매매 물건 몇 건인지. 가격 칸이 만원 단위인 거 조심하고
-- en: How many homes for sale cost at most 300 million won? Mind that the price is in units of 10,000 won.
SELECT COUNT(*) FROM listing WHERE deal = '매매' AND price <= 30000;

-- 직원 10명 이상 되는 큰 중개소 이름하고 인원이요
-- en: Agencies with ten or more employees, name and number.
SELECT name, staff FROM agency WHERE staff >= 10;

-- 네 명 이하로 단출하게 꾸리는 사무실은 어디어디야
-- en: Which agencies have a staff of four or fewer?
SELECT name FROM agency WHERE staff <= 4;

-- 손님 만족도가 4점 넘는 데가 어디예요, 처음 거래라 좀 친절한 데로 가고 싶어서
-- en: Which agencies have a satisfaction score of more than four?
SELECT name FROM agency WHERE score > 4;

-- 평가가 하나도 안 달린 중개소 이름 좀 뽑아 줘요
-- en: Agencies without a satisfaction score.
SELECT name FROM agency WHERE score IS NULL;

-- 작년에 새로 올라온 매물 몇 건이에요?
-- en: How many listings were registered last year?
SELECT COUNT(*) FROM listing WHERE strftime('%Y', listed) = '2025';

-- 가장 최근에 등록된 매물이 며칠 자죠?
-- en: What is the date of the most recent listing?
SELECT MAX(listed) FROM listing;

-- 월세 물건은 면적이 평균 얼마나 나와
-- en: What is the average area of homes for monthly rent?
SELECT AVG(area) FROM listing WHERE deal = '월세';

-- 우리가 다루는 집 종류가 뭐뭐지? 전단지에 넣게
-- en: Which types of home do we handle?
SELECT DISTINCT kind FROM listing;

-- 복비를 제일 세게 받은 계약이 얼마였어요
-- en: How much was the highest brokerage fee?
SELECT MAX(fee) FROM contract;

-- 깨진 계약 총 몇건이야
-- en: How many contracts were cancelled?
SELECT COUNT(*) FROM contract WHERE state = '해지';

-- 잔금만 남은 분들 성함 알려 주세요. 오늘 중으로 안내 문자 드리려고요
-- en: Names of the buyers whose final payment is still due.
SELECT buyer FROM contract WHERE state = '잔금 대기';

-- 아직 입주 안 한 계약자가 누구누구예요? 해지된 건은 빼고요
-- en: Which buyers have not moved in yet, cancelled contracts left out?
SELECT buyer FROM contract WHERE moved IS NULL AND state <> '해지';

-- 이번달에 도장 찍은 계약 몇 건?
-- en: How many contracts were signed this month?
SELECT COUNT(*) FROM contract WHERE strftime('%Y-%m', signed) = '2026-02';

-- 상호에 '공인중개사' 붙은 데가 몇 곳인지 세어 주세요
-- en: How many agencies have Gongin Junggaesa in their names?
SELECT COUNT(*) FROM agency WHERE name LIKE '%공인중개사%';

-- 성이 김씨인 계약자분들 명단 부탁드려요
-- en: The buyers whose names begin with Kim.
SELECT buyer FROM contract WHERE buyer LIKE '김%';

-- 60에서 85제곱미터 사이 아파트가 몇 채나 나와 있나. 60도 85도 다 넣어서
-- en: How many apartments of 60 to 85 square metres are listed, both ends included?
SELECT COUNT(*) FROM listing WHERE kind = '아파트' AND area >= 60 AND area <= 85;

-- 거기 아파트 몇 층이에요? 남향이면 좋겠는데
-- en: On which floor is the apartment? I would like it to face south.
SELECT '답할 수 없음';

-- 집주인 연락처 좀 받을 수 있을까요?
-- en: Could I have the phone number of the landlord?
SELECT '답할 수 없음';

-- 거래 유형별로 매물이 몇 개씩 있는지 알려줘
-- en: Number of listings by type of deal.
SELECT deal, COUNT(*) FROM listing GROUP BY deal;

-- 동네마다 중개소 직원이 다 합해서 몇 명씩이에요? 많은 동네부터
-- en: Total staff of agencies by district, most first.
SELECT gu, SUM(staff) FROM agency GROUP BY gu ORDER BY SUM(staff) DESC;

-- 주택 종류마다 매매 호가 평균이 얼만지 비싼 순으로 (만원 그대로)
-- en: Average asking price of homes for sale by type, dearest first, in units of 10,000 won.
SELECT kind, AVG(price) FROM listing WHERE deal = '매매' GROUP BY kind ORDER BY AVG(price) DESC;

-- 성동구 중개소에서 내놓은 아파트 매물이 몇 건인가요
-- en: How many apartments are listed by agencies in Seongdong-gu?
SELECT COUNT(*) FROM listing JOIN agency ON listing.agency_id = agency.id WHERE agency.gu = '성동구' AND listing.kind = '아파트';

-- 매물을 제일 많이 들고 있는 데는 몇 건이나 갖고 있어?
-- en: How many listings does the agency with the most have?
SELECT MAX(listings) FROM (SELECT COUNT(*) AS listings FROM listing GROUP BY agency_id);

-- 수수료 수입이 제일 많은 중개소랑 그 금액 좀 봅시다. 해지된 건 빼고
-- en: Which agency earned the most in fees, and how much, without cancelled contracts?
SELECT agency.name, SUM(contract.fee) FROM contract JOIN listing ON contract.listing_id = listing.id JOIN agency ON listing.agency_id = agency.id WHERE contract.state <> '해지' GROUP BY agency.id ORDER BY SUM(contract.fee) DESC LIMIT 1;

-- 오피스텔 계약하면 수수료를 평균 얼마 내요?
-- en: How much is the fee on average for a contract about an officetel?
SELECT AVG(contract.fee) FROM contract JOIN listing ON contract.listing_id = listing.id WHERE listing.kind = '오피스텔';

-- 매물 하나 없이 문만 열어 놓은 중개소가 있나요
-- en: Are there agencies without a single listing?
SELECT name FROM agency WHERE id NOT IN (SELECT agency_id FROM listing);

-- 한 번도 계약이 안 붙은 매물이 몇 개나 되지? 가격 조정 권해 보려고
-- en: How many listings never had a contract?
SELECT COUNT(*) FROM listing WHERE NOT EXISTS (SELECT 1 FROM contract WHERE contract.listing_id = listing.id);

-- 계약하고 나서 보통 며칠 뒤에 입주해요? 입주일 나온 것만 평균으로요
-- en: How many days after signing do people move in on average, counting only those with a moving date?
SELECT AVG(julianday(moved) - julianday(signed)) FROM contract WHERE moved IS NOT NULL;

-- 전체 계약 중에 해지된 게 몇 퍼센트나 됩니까
-- en: What percentage of all contracts was cancelled?
SELECT ROUND(100.0 * SUM(CASE WHEN state = '해지' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM contract;

-- 작년 월별 계약 건수를 1월부터 12월까지 순서대로 보고 싶어요. 없는 달은 빼도 됩니다
-- en: Contracts by month last year, from January on; months without may be left out.
SELECT strftime('%Y-%m', signed), COUNT(*) FROM contract WHERE strftime('%Y', signed) = '2025' GROUP BY strftime('%Y-%m', signed) ORDER BY strftime('%Y-%m', signed);

-- 최근 반년 사이 계약된 전세가 몇 건이에요? 해지된 건 빼 주세요
-- en: How many jeonse contracts were signed in the last six months, without cancelled ones?
SELECT COUNT(*) FROM contract JOIN listing ON contract.listing_id = listing.id WHERE listing.deal = '전세' AND contract.signed >= date('2026-02-28', '-6 months') AND contract.state <> '해지';

-- 같은 집에 계약이 세 번 이상 걸린 매물 번호랑 횟수 뽑아 봐. 뭔가 이상해
-- en: Listings with three or more contracts: number and how many.
SELECT listing_id, COUNT(*) FROM contract GROUP BY listing_id HAVING COUNT(*) >= 3;

-- 모든 중개소 옆에 내놓은 매물 수를 적어 주세요. 하나도 없으면 0으로요
-- en: Every agency with its number of listings, 0 for those with none.
SELECT agency.name, COUNT(listing.id) FROM agency LEFT JOIN listing ON listing.agency_id = agency.id GROUP BY agency.id;

-- 강서랑 광진 중에 아파트 매매 호가 평균이 어디가 더 비싼지 두 줄로 보여 줘, 만원 단위 그대로
-- en: Average asking price of apartments for sale in Gangseo and in Gwangjin, in units of 10,000 won.
SELECT agency.gu, AVG(listing.price) FROM listing JOIN agency ON listing.agency_id = agency.id WHERE agency.gu IN ('강서구', '광진구') AND listing.kind = '아파트' AND listing.deal = '매매' GROUP BY agency.gu;

-- 매매 물건 제곱미터당 호가가 제일 센 순서로 주택 유형 나열해 줄래? 호가 합계를 면적 합계로 나눈 값도 같이, 만원으로
-- en: Types of home for sale by asking price per square metre (all prices over all areas, in 10,000 won), highest first, with the figure.
SELECT kind, 1.0 * SUM(price) / SUM(area) FROM listing WHERE deal = '매매' GROUP BY kind ORDER BY 1.0 * SUM(price) / SUM(area) DESC;

-- 토요일에 계약서 쓴 게 전체의 몇 %예요? 토요일 당번을 둘지 말지 정해야 해서요
-- en: What percentage of contracts was signed on a Saturday?
SELECT ROUND(100.0 * SUM(CASE WHEN strftime('%w', signed) = '6' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM contract;

-- 자기 동네 평균보다 직원이 많은 중개소가 몇 군데야
-- en: How many agencies have more staff than the average of their district?
SELECT COUNT(*) FROM agency WHERE staff > (SELECT AVG(other.staff) FROM agency AS other WHERE other.gu = agency.gu);

-- 주택 유형마다 제일 비싼 매매 물건을 두 개씩 유형, 매물 번호, 호가 순으로. 값이 같으면 번호 작은 게 먼저야
-- en: The two most expensive homes for sale of each type: type, listing number, price; at the same price the lower number first.
WITH ranked AS (SELECT kind, id, price, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY price DESC, id) AS place FROM listing WHERE deal = '매매') SELECT kind, id, price FROM ranked WHERE place <= 2;

-- 구마다 수수료 1등 중개소 하나씩 골라 주세요. 구, 상호, 받은 수수료 합계요. 해지 건도 다 넣어서요
-- en: For each district the agency with the largest total of fees: district, name, total, cancelled contracts included.
WITH ranked AS (SELECT agency.gu AS gu, agency.name AS name, SUM(contract.fee) AS total, ROW_NUMBER() OVER (PARTITION BY agency.gu ORDER BY SUM(contract.fee) DESC) AS place FROM contract JOIN listing ON contract.listing_id = listing.id JOIN agency ON listing.agency_id = agency.id GROUP BY agency.id) SELECT gu, name, total FROM ranked WHERE place = 1;

-- 2025년 월별 중개 수수료 총액이 바로 앞 달보다 얼마나 늘고 줄었는지 표로 정리 부탁드립니다. 월, 총액, 증감 순서로 하고 계약 없는 달은 건너뛰고 첫 달 증감은 비워 두세요
-- en: Fees by month of 2025 and the change from the month before: month, total, change; skip months without contracts, the first change empty.
WITH monthly AS (SELECT strftime('%Y-%m', signed) AS month, SUM(fee) AS total FROM contract WHERE strftime('%Y', signed) = '2025' GROUP BY strftime('%Y-%m', signed)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 매물 올리고 첫 계약까지 평균 며칠 걸려? 계약 여러 번 한 매물은 제일 이른 것만 봐
-- en: How many days pass on average from listing to the first contract, taking the earliest of each listing?
SELECT AVG(days) FROM (SELECT MIN(julianday(contract.signed)) - julianday(listing.listed) AS days FROM contract JOIN listing ON contract.listing_id = listing.id GROUP BY listing.id);

-- 매매, 전세, 월세를 다 취급하는 사무실 이름 좀 알려 주세요
-- en: Agencies that handle sale, jeonse and monthly rent.
SELECT agency.name FROM listing JOIN agency ON listing.agency_id = agency.id GROUP BY agency.id HAVING COUNT(DISTINCT listing.deal) = 3;

-- 수수료를 천만원 넘게 벌어들인 곳만 이름하고 합계, 많이 번 순. 해지된 계약은 치지 마
-- en: Agencies that earned more than ten million won in fees, name and total, most first, without cancelled contracts.
SELECT agency.name, SUM(contract.fee) FROM contract JOIN listing ON contract.listing_id = listing.id JOIN agency ON listing.agency_id = agency.id WHERE contract.state <> '해지' GROUP BY agency.id HAVING SUM(contract.fee) > 10000000 ORDER BY SUM(contract.fee) DESC;

-- 주택 종류별 계약 해지율을 퍼센트로 높은 쪽부터 보여 주십시오
-- en: Percentage of contracts cancelled by type of home, highest first.
SELECT listing.kind, ROUND(100.0 * SUM(CASE WHEN contract.state = '해지' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM contract JOIN listing ON contract.listing_id = listing.id GROUP BY listing.kind ORDER BY 1.0 * SUM(CASE WHEN contract.state = '해지' THEN 1 ELSE 0 END) / COUNT(*) DESC;

-- 작년 수수료 수입이 재작년보다 몇 퍼센트 늘었어요? 둘 다 2월부터 12월까지만 놓고요. 줄었으면 마이너스로
-- en: By what percentage did fees of last year exceed those of the year before, February to December in both? Negative if lower.
SELECT ROUND(100.0 * (SUM(CASE WHEN signed >= '2025-02-01' AND signed <= '2025-12-31' THEN fee ELSE 0 END) - SUM(CASE WHEN signed >= '2024-02-01' AND signed <= '2024-12-31' THEN fee ELSE 0 END)) / SUM(CASE WHEN signed >= '2024-02-01' AND signed <= '2024-12-31' THEN fee ELSE 0 END), 1) FROM contract;

-- 중개소 전체 수수료 수입에서 상위 다섯 곳이 가져간 몫이 몇 퍼센트야? 해지 건도 다 넣어서
-- en: What percentage of all fees went to the five agencies that earned most, cancelled contracts included?
WITH totals AS (SELECT SUM(contract.fee) AS total FROM contract JOIN listing ON contract.listing_id = listing.id GROUP BY listing.agency_id) SELECT ROUND(100.0 * (SELECT SUM(total) FROM (SELECT total FROM totals ORDER BY total DESC LIMIT 5)) / SUM(total), 1) FROM totals;

-- 중개소마다 제일 최근에 등록한 매물 날짜가 언젠지. 오래 손 놓고 있는 데부터 상호랑 날짜
-- en: The date of the most recent listing of each agency, name and date, longest ago first.
SELECT agency.name, MAX(listing.listed) FROM listing JOIN agency ON listing.agency_id = agency.id GROUP BY agency.id ORDER BY MAX(listing.listed);

-- 최근 석 달간 계약이 한 건도 없던 중개소 다 불러 줘
-- en: Agencies without a contract in the last three months.
SELECT name FROM agency WHERE NOT EXISTS (SELECT 1 FROM contract JOIN listing ON contract.listing_id = listing.id WHERE listing.agency_id = agency.id AND contract.signed >= date('2026-02-28', '-3 months'));
