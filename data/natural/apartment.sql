-- 차가 두 대라 그런데요, 주차 자리 제일 넉넉한 단지가 어디예요?
-- en: We have two cars; which complex has the most parking spaces?
SELECT name FROM complex ORDER BY parking DESC LIMIT 1;

-- 분당 쪽 단지 이름 다 불러줘
-- en: Give me the names of all complexes in Bundang.
SELECT name FROM complex WHERE region = '분당구';

-- 지은 지 30년 넘은 데가 몇 군데야? 재건축 얘기 나올 만한 데
-- en: How many complexes were completed more than 30 years ago?
SELECT COUNT(*) FROM complex WHERE built < date('2026-03-20', '-30 years');

-- 월세로 사는 집은 평균 몇 제곱미터예요?
-- en: How many square metres does a household on monthly rent have on average?
SELECT AVG(area) FROM home WHERE tenure = '월세';

-- 안 낸 고지서 몇 장 남았어
-- en: How many bills are still unpaid?
SELECT COUNT(*) FROM bill WHERE paid IS NULL;

-- 미납액 다 합치면 얼마나 되나요? 입주자대표회의 때 보고해야 해서요
-- en: How much is unpaid in total? I have to report it to the residents' council.
SELECT SUM(amount) FROM bill WHERE paid IS NULL;

-- 관리비 폭탄 맞은 거 중에 제일 심한 게 얼마였어?
-- en: How much was the highest bill?
SELECT MAX(amount) FROM bill;

-- 작년에 내보낸 고지서 총 몇 장이죠?
-- en: How many bills were sent out last year?
SELECT COUNT(*) FROM bill WHERE strftime('%Y', billed) = '2025';

-- 납부 방법이 비어 있는 고지서가 몇 장인지 확인 부탁드립니다
-- en: Please check how many bills have no payment method recorded.
SELECT COUNT(*) FROM bill WHERE method IS NULL;

-- 다섯 식구 이상 사는 집 동호수 알려줘. 음식물 쓰레기통 큰 걸로 바꿔 주려고
-- en: Tell me the unit numbers of homes where five or more people live.
SELECT unit FROM home WHERE people >= 5;

-- 전기 500kWh 넘게 쓴 고지서 몇장이에요?
-- en: How many bills show more than 500 kWh of electricity?
SELECT COUNT(*) FROM bill WHERE power > 500;

-- 난방은 어떤 종류들이 있나요
-- en: Which kinds of heating are there?
SELECT DISTINCT heating FROM complex;

-- 구마다 단지가 몇 개씩 있는지 세어 주세요
-- en: Count the complexes in each district.
SELECT region, COUNT(*) FROM complex GROUP BY region;

-- 몇 명 사는지 안 적혀 있는 세대 동호수 좀 뽑아 줘. 방문 조사 나가게
-- en: List the unit numbers of households whose number of residents is not recorded.
SELECT unit FROM home WHERE people IS NULL;

-- 2010년대에 지은 단지 이름하고 준공일, 새 아파트부터
-- en: Names and completion dates of the complexes built in the 2010s, newest first.
SELECT name, built FROM complex WHERE built >= '2010-01-01' AND built <= '2019-12-31' ORDER BY built DESC;

-- 이름이 '마을'로 끝나는 단지들, 주차 면수 전부 더하면?
-- en: How many parking spaces do the complexes whose names end in Maeul have in total?
SELECT SUM(parking) FROM complex WHERE name LIKE '%마을';

-- 국민평형 84보다 작은 집이 몇 세대나 되지
-- en: How many households live in less than 84 square metres?
SELECT COUNT(*) FROM home WHERE area < 84;

-- 제일 마지막으로 돈 들어온 날이 언제야?
-- en: When was the last day a bill was paid?
SELECT MAX(paid) FROM bill;

-- 영통구에서 지역난방 아닌 단지 이름 알려주세요
-- en: Which complexes in Yeongtong-gu do not use district heating?
SELECT name FROM complex WHERE region = '영통구' AND heating <> '지역난방';

-- 경비실 전화번호 좀 알려줄 수 있어요?
-- en: Could you tell me the phone number of the guard office?
SELECT '답할 수 없음';

-- 엘리베이터 없는 단지도 있나요? 무릎이 안 좋아서요
-- en: Are there complexes without an elevator? I have bad knees.
SELECT '답할 수 없음';

-- 지역난방 쓰는 데가 전체 단지의 몇 퍼센트야
-- en: What percentage of all complexes uses district heating?
SELECT ROUND(100.0 * SUM(CASE WHEN heating = '지역난방' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM complex;

-- 난방 방식별로 주차 대수 평균 좀 비교해 줘
-- en: Compare the average number of parking spaces by heating.
SELECT heating, AVG(parking) FROM complex GROUP BY heating;

-- 영통구 집들은 한 집에 평균 몇 명씩 살아?
-- en: How many people live in a home in Yeongtong-gu on average?
SELECT AVG(home.people) FROM home JOIN complex ON home.complex_id = complex.id WHERE complex.region = '영통구';

-- 전세랑 월세 중에 어느 쪽이 더 많아요?
-- en: Which is more common, jeonse or monthly rent?
SELECT tenure FROM home WHERE tenure IN ('전세', '월세') GROUP BY tenure ORDER BY COUNT(*) DESC LIMIT 1;

-- 수지에서 관리비 아직 안 낸 집들, 단지명이랑 동호수로 한 번씩만 나오게 뽑아 주세요
-- en: Complex name and unit number of the homes in Suji that still have an unpaid bill, each once.
SELECT DISTINCT complex.name, home.unit FROM bill JOIN home ON bill.home_id = home.id JOIN complex ON home.complex_id = complex.id WHERE complex.region = '수지구' AND bill.paid IS NULL;

-- 지난달에 나간 고지서 기준으로 전기 총 몇 kWh 썼나요
-- en: Going by the bills sent out last month, how many kWh of electricity were used in total?
SELECT SUM(power) FROM bill WHERE strftime('%Y-%m', billed) = '2026-02';

-- 자동이체로 해 둔 집들은 고지서 나가고 보통 며칠 만에 돈이 들어와? 평균으로
-- en: For bills paid by automatic transfer, how many days pass on average from billing to payment?
SELECT AVG(julianday(paid) - julianday(billed)) FROM bill WHERE method = '자동이체';

-- 작년 한 해 다달이 청구한 금액 합계를 1월부터 차례로 보고 싶습니다
-- en: I would like to see the total amount billed each month of last year, from January on.
SELECT strftime('%Y-%m', billed), SUM(amount) FROM bill WHERE strftime('%Y', billed) = '2025' GROUP BY strftime('%Y-%m', billed) ORDER BY strftime('%Y-%m', billed);

-- 자가하고 사택, 고지서 한 장에 평균 얼마씩 나와요?
-- en: For owner-occupied and company housing, how much is a bill on average?
SELECT home.tenure, AVG(bill.amount) FROM bill JOIN home ON bill.home_id = home.id WHERE home.tenure IN ('자가', '사택') GROUP BY home.tenure;

-- 단지마다 등록된 세대가 몇인지 세 줘. 하나도 없는 단지는 0으로 나오게
-- en: Count the registered households of each complex, with 0 for complexes that have none.
SELECT complex.name, COUNT(home.id) FROM complex LEFT JOIN home ON home.complex_id = complex.id GROUP BY complex.id;

-- 고지서가 한 번도 안 나간 집이 있다던데 몇 동 몇 호야
-- en: I hear there are homes that never got a bill; which units are they?
SELECT unit FROM home WHERE id NOT IN (SELECT home_id FROM bill);

-- 85제곱미터 이하인데 관리비 30만원 넘게 나온 적 있는 집 동호수
-- en: Unit numbers of homes of at most 85 square metres that once got a bill over 300,000 won.
SELECT unit FROM home WHERE area <= 85 AND id IN (SELECT home_id FROM bill WHERE amount > 300000);

-- 중앙난방이랑 개별난방, 전기를 평균 얼마나 쓰는지 나란히 보여줘
-- en: Show the average power usage for central and for individual heating.
SELECT complex.heating, AVG(bill.power) FROM bill JOIN home ON bill.home_id = home.id JOIN complex ON home.complex_id = complex.id WHERE complex.heating IN ('중앙난방', '개별난방') GROUP BY complex.heating;

-- 카드로 낸 것 중에 낸 날이 토요일이나 일요일인 게 몇 건이죠? 주말에도 결제창을 열어 둬야 하나 해서요
-- en: How many of the bills paid by card have a payment date on a Saturday or Sunday?
SELECT COUNT(*) FROM bill WHERE method = '카드' AND strftime('%w', paid) IN ('0', '6');

-- '장미'로 시작하는 단지들에 총 몇 명이 살고 있나요
-- en: How many people live in the complexes whose names begin with Jangmi?
SELECT SUM(home.people) FROM home JOIN complex ON home.complex_id = complex.id WHERE complex.name LIKE '장미%';

-- 최근 3개월 동안 카드로 잡힌 청구액 합계는?
-- en: What is the total billed in the last three months with card as the payment method?
SELECT SUM(amount) FROM bill WHERE method = '카드' AND billed >= date('2026-03-20', '-3 months');

-- 2000년 전에 지은 단지에 사는 전세 세대 몇 집이야?
-- en: How many jeonse households live in complexes completed before 2000?
SELECT COUNT(*) FROM home JOIN complex ON home.complex_id = complex.id WHERE complex.built < '2000-01-01' AND home.tenure = '전세';

-- 구별로 주차장 제일 큰 단지 하나씩만. 구 이름, 단지 이름 순서로
-- en: For each district, the complex with the most parking: district, then name.
WITH ranked AS (SELECT region, name, ROW_NUMBER() OVER (PARTITION BY region ORDER BY parking DESC) AS place FROM complex) SELECT region, name FROM ranked WHERE place = 1;

-- 지역별로 고지서 미납률이 몇 퍼센트인지 표로 정리해 주세요
-- en: Please tabulate the percentage of bills unpaid in each region.
SELECT complex.region, ROUND(100.0 * SUM(CASE WHEN bill.paid IS NULL THEN 1 ELSE 0 END) / COUNT(*), 1) FROM bill JOIN home ON bill.home_id = home.id JOIN complex ON home.complex_id = complex.id GROUP BY complex.region;

-- 관리비 두 번 이상 밀린 집이 어디어디야? 동호수랑 밀린 횟수
-- en: Which homes have two or more unpaid bills? Unit number and how many.
SELECT home.unit, COUNT(*) FROM bill JOIN home ON bill.home_id = home.id WHERE bill.paid IS NULL GROUP BY home.id HAVING COUNT(*) >= 2;

-- 밀린 돈이 제일 많은 세대는 어느 단지 몇 호고, 다 합쳐 얼마예요?
-- en: Which household owes the most: which complex, which unit, and how much in total?
SELECT complex.name, home.unit, SUM(bill.amount) FROM bill JOIN home ON bill.home_id = home.id JOIN complex ON home.complex_id = complex.id WHERE bill.paid IS NULL GROUP BY home.id ORDER BY SUM(bill.amount) DESC LIMIT 1;

-- 이번 달 청구 총액이 지난달보다 얼마 늘었어? 줄었으면 마이너스로
-- en: By how much did this month's total billed grow against last month's? Negative if it fell.
SELECT SUM(CASE WHEN strftime('%Y-%m', billed) = '2026-03' THEN amount ELSE 0 END) - SUM(CASE WHEN strftime('%Y-%m', billed) = '2026-02' THEN amount ELSE 0 END) FROM bill;

-- 고지 월별로 전기 사용량 합계랑 바로 전달보다 얼마나 늘고 줄었는지 같이 뽑아줘
-- en: For each billing month, total power usage and its change from the month before.
WITH monthly AS (SELECT strftime('%Y-%m', billed) AS month, SUM(power) AS total FROM bill GROUP BY strftime('%Y-%m', billed)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 전기 사용량이 전체 평균보다 많았던 고지서는 몇 퍼센트나 될까요?
-- en: What percentage of bills shows more power usage than the overall average?
SELECT ROUND(100.0 * SUM(CASE WHEN power > (SELECT AVG(power) FROM bill) THEN 1 ELSE 0 END) / COUNT(*), 1) FROM bill;

-- 여태 청구한 관리비 가운데 분당구 몫이 몇 퍼센트죠
-- en: What percentage of all that was ever billed does Bundang-gu account for?
SELECT ROUND(100.0 * SUM(CASE WHEN complex.region = '분당구' THEN bill.amount ELSE 0 END) / SUM(bill.amount), 1) FROM bill JOIN home ON bill.home_id = home.id JOIN complex ON home.complex_id = complex.id;

-- 자기 단지 평균 면적보다 넓은 집에 사는 세대가 몇이나 되나요
-- en: How many households live in a home larger than the average of their own complex?
SELECT COUNT(*) FROM home WHERE area > (SELECT AVG(other.area) FROM home AS other WHERE other.complex_id = home.complex_id);

-- 세대마다 맨 마지막에 나간 고지서 금액이 얼마였는지, 동호수랑 같이
-- en: For each household, its unit number and the amount of its most recent bill.
WITH latest AS (SELECT home_id, amount, ROW_NUMBER() OVER (PARTITION BY home_id ORDER BY billed DESC) AS place FROM bill) SELECT home.unit, latest.amount FROM latest JOIN home ON latest.home_id = home.id WHERE latest.place = 1;

-- 작년에 나온 고지서를 하나도 안 빼먹고 다 낸 집이 몇 집이에요? 감사 문자 돌리려고요
-- en: How many homes have paid every bill that was sent to them last year?
SELECT COUNT(*) FROM (SELECT home_id FROM bill WHERE strftime('%Y', billed) = '2025' GROUP BY home_id HAVING COUNT(*) = COUNT(paid));

-- 납부 방법별 건수 비중을 퍼센트로, 많이 쓰는 것부터. 안 적힌 건 아예 빼고 계산해줘
-- en: Share of bills by payment method in percent, most used first, leaving out bills without one.
SELECT method, ROUND(100.0 * COUNT(*) / (SELECT COUNT(*) FROM bill WHERE method IS NOT NULL), 1) FROM bill WHERE method IS NOT NULL GROUP BY method ORDER BY COUNT(*) DESC;

-- 작년 고지서 평균 금액이 재작년 평균보다 몇 퍼센트 올랐는지 계산해 주세요
-- en: By what percentage did the average bill of last year rise over that of the year before?
SELECT ROUND(100.0 * (AVG(CASE WHEN strftime('%Y', billed) = '2025' THEN amount END) - AVG(CASE WHEN strftime('%Y', billed) = '2024' THEN amount END)) / AVG(CASE WHEN strftime('%Y', billed) = '2024' THEN amount END), 1) FROM bill;

-- 한 집에서 고지서 나가고 그다음 고지서 나갈 때까지 제일 오래 빈 게 며칠이야?
-- en: What is the longest gap in days between one bill and the next for the same home?
WITH gaps AS (SELECT julianday(billed) - julianday(LAG(billed) OVER (PARTITION BY home_id ORDER BY billed)) AS days FROM bill) SELECT MAX(days) FROM gaps;
