-- 전기차 처음 뽑았어요. 1kWh에 제일 싸게 넣을 수 있는 게 얼마예요?
-- en: I just got my first electric car; what is the lowest price per kWh?
SELECT MIN(price) FROM charger;

-- 다음 주 제주 가는데 거기 충전소 이름 쭉 뽑아 줘
-- en: I am going to Jeju next week; list the charging stations there.
SELECT name FROM station WHERE region = '제주';

-- 지금 바로 꽂을 수 있는 초급속 몇 대나 있어?
-- en: How many ultra-fast chargers are free to use right now?
SELECT COUNT(*) FROM charger WHERE kind = '초급속' AND state = '사용 가능';

-- 고장 난 애들 기기 코드 좀 주세요, 오늘 수리 기사 나갑니다
-- en: Give me the device codes of the broken chargers; the repairer goes out today.
SELECT code FROM charger WHERE state = '고장';

-- 차 제일 많이 댈 수 있는 충전소가 어디야
-- en: Which charging station has room for the most cars?
SELECT name FROM station ORDER BY spaces DESC LIMIT 1;

-- 우리가 관리하는 충전소 중에 첫 번째로 문 연 날이 언제였죠?
-- en: On what date did the first of our charging stations open?
SELECT MIN(opened) FROM station;

-- 작년에 새로 생긴 충전소 몇 군데예요
-- en: How many charging stations opened last year?
SELECT COUNT(*) FROM station WHERE strftime('%Y', opened) = '2025';

-- 아리온 5가 충전하고 간 거 총 몇 번?
-- en: How many times did an Arion 5 charge?
SELECT COUNT(*) FROM session WHERE model = '아리온 5';

-- 로밍 정산 들어가야 하는데 로밍으로 결제된 금액 합계가 얼마인가요
-- en: I have to settle roaming; how much was paid by roaming in total?
SELECT SUM(fee) FROM session WHERE pay = '로밍';

-- 한 번 충전에 2만 5천원 넘게 나온 게 몇 건이나 됩니까?
-- en: How many sessions cost more than 25,000 won?
SELECT COUNT(*) FROM session WHERE fee > 25000;

-- 충전기는 속도에 따라 어떤 종류가 있어요? 아직 잘 몰라서요
-- en: Which kinds of charger are there by speed?
SELECT DISTINCT kind FROM charger;

-- 장 보면서 충전하게 마트에 있는 충전소 이름 다 보여줘. 이름이 마트로 끝나는 거
-- en: Charging stations whose names end in Mart.
SELECT name FROM station WHERE name LIKE '%마트';

-- 완속은 단가가 평균 얼마쯤 해
-- en: What is the average price per kWh of the slow chargers?
SELECT AVG(price) FROM charger WHERE kind = '완속';

-- 한솔전력에서 하는 경기도 충전소 이름 알려주세요
-- en: Names of the stations in Gyeonggi run by Hansol Power.
SELECT name FROM station WHERE operator = '한솔전력' AND region = '경기';

-- 콩이 타시는 분들은 한번에 보통 몇 kWh 채워요? 평균으로요
-- en: How many kWh does a Kongi take on at a time, on average?
SELECT AVG(kwh) FROM session WHERE model = '콩이';

-- 이번 달 몇 건 충전했어?
-- en: How many sessions were there this month?
SELECT COUNT(*) FROM session WHERE strftime('%Y-%m', charged) = '2026-06';

-- 주차면 100면 이상 되는 데만 이름이랑 면수로 정리 부탁해요. 넓은 데가 위, 같으면 이름순
-- en: Stations with 100 bays or more, name and bays, most first, ties by name.
SELECT name, spaces FROM station WHERE spaces >= 100 ORDER BY spaces DESC, name;

-- 올해 들어온 충전 요금 다 더하면 얼마지
-- en: How much was charged in fees this year altogether?
SELECT SUM(fee) FROM session WHERE strftime('%Y', charged) = '2026';

-- 단가가 260원도 안 되는 충전기 코드 뭐뭐 있나요? 싼 것부터, 값 같으면 코드순으로요
-- en: Codes of the chargers under 260 won per kWh, cheapest first, ties by code.
SELECT code FROM charger WHERE price < 260 ORDER BY price, code;

-- 여기 앞에 꽂혀 있는 차 충전 다 되려면 몇 분 남았어요?
-- en: How many minutes until the car plugged in here is done?
SELECT '답할 수 없음';

-- 새벽 2시에도 열려 있는 충전소 어디 있는지 알려줘
-- en: Which stations are open at two in the morning?
SELECT '답할 수 없음';

-- 시도별로 충전소가 몇 곳씩 깔렸나 많은 데부터 보자, 개수 같으면 가나다로
-- en: Number of stations by region, most first, ties by region.
SELECT region, COUNT(*) FROM station GROUP BY region ORDER BY COUNT(*) DESC, region;

-- 나라충전 충전소에 달려 있는 충전기가 다 합쳐 몇 대예요?
-- en: How many chargers are at stations of Nara Charging?
SELECT COUNT(*) FROM charger JOIN station ON charger.station_id = station.id WHERE station.operator = '나라충전';

-- 간판만 걸어 놓고 충전기는 한 대도 없는 충전소가 있다던데 어디야
-- en: Which stations have no charger at all?
SELECT name FROM station WHERE id NOT IN (SELECT station_id FROM charger);

-- 운영사마다 고장 난 게 몇 대씩인지 보고해 주세요. 고장이 없는 회사는 0으로 적고요
-- en: Broken chargers by operator, 0 for operators without one.
SELECT station.operator, SUM(CASE WHEN charger.state = '고장' THEN 1 ELSE 0 END) FROM station LEFT JOIN charger ON charger.station_id = station.id GROUP BY station.operator;

-- 서울에서 초급속 되는 기기 코드하고 충전소 이름 줘 봐
-- en: Ultra-fast chargers in Seoul: device code and station.
SELECT charger.code, station.name FROM charger JOIN station ON charger.station_id = station.id WHERE station.region = '서울' AND charger.kind = '초급속';

-- 완속, 급속, 초급속 각각 한 건에 평균 몇 kWh씩 나갔는지 비교해 줘요
-- en: Average energy per session by charging type.
SELECT charger.kind, AVG(session.kwh) FROM session JOIN charger ON session.charger_id = charger.id GROUP BY charger.kind;

-- 작년 매달 나간 전력량 합계를 1월부터 차례대로 보내 주시면 감사하겠습니다
-- en: Total energy charged in each month of last year, from January on.
SELECT strftime('%Y-%m', charged), SUM(kwh) FROM session WHERE strftime('%Y', charged) = '2025' GROUP BY strftime('%Y-%m', charged) ORDER BY strftime('%Y-%m', charged);

-- 토요일이나 일요일에 앱으로 결제한 거 몇 건이에요?
-- en: How many sessions on a Saturday or Sunday were paid by app?
SELECT COUNT(*) FROM session WHERE pay = '앱' AND strftime('%w', charged) IN ('0', '6');

-- 설치하고 아무도 안 쓴 충전기 코드 알려줘. 철거할까 싶어
-- en: Codes of the chargers nobody ever used.
SELECT code FROM charger WHERE id NOT IN (SELECT charger_id FROM session);

-- 사람들이 결제를 뭘로 제일 많이 하는지 수단별 건수, 많은 것부터요
-- en: Sessions by payment method, most first.
SELECT pay, COUNT(*) FROM session GROUP BY pay ORDER BY COUNT(*) DESC;

-- 어떤 차가 우리한테 돈을 제일 많이 내고 갔어? 차종이랑 총액
-- en: Which car model paid us the most in total, and how much?
SELECT model, SUM(fee) FROM session GROUP BY model ORDER BY SUM(fee) DESC LIMIT 1;

-- 인천에서 벌어들인 요금 총액 얼마인지 확인해 주실 수 있나요
-- en: How much did the stations in Incheon take in fees?
SELECT SUM(session.fee) FROM session JOIN charger ON session.charger_id = charger.id JOIN station ON charger.station_id = station.id WHERE station.region = '인천';

-- 최근 3개월 동안 급속(초급속 말고)으로 충전한 건수?
-- en: How many sessions at fast chargers, not ultra-fast ones, in the last three months?
SELECT COUNT(*) FROM session JOIN charger ON session.charger_id = charger.id WHERE charger.kind = '급속' AND session.charged >= date('2026-06-30', '-3 months');

-- 단가 제일 비싸게 받는 충전기가 어느 충전소에 있고 얼마나 받길래 이래?
-- en: At which station is the charger with the highest price, and what is that price?
SELECT station.name, charger.price FROM charger JOIN station ON charger.station_id = station.id ORDER BY charger.price DESC LIMIT 1;

-- 충전소 옆에 충전기 대수 붙여서 전체 목록 주세요, 없는 곳은 0대로요
-- en: All stations with their number of chargers, 0 for those without.
SELECT station.name, COUNT(charger.id) FROM station LEFT JOIN charger ON charger.station_id = station.id GROUP BY station.id;

-- 점검 걸린 충전기가 두 대 이상인 충전소 이름이랑 몇 대인지
-- en: Stations with two or more chargers under inspection, and how many.
SELECT station.name, COUNT(*) FROM charger JOIN station ON charger.station_id = station.id WHERE charger.state = '점검 중' GROUP BY station.id HAVING COUNT(*) >= 2;

-- 문 연 지 5년 넘은 충전소에 지금 못 쓰는, 고장이거나 점검 중인 충전기가 몇 대나 되나요?
-- en: How many chargers at stations opened more than five years ago are broken or under inspection?
SELECT COUNT(*) FROM charger JOIN station ON charger.station_id = station.id WHERE station.opened < date('2026-06-30', '-5 years') AND charger.state IN ('고장', '점검 중');

-- KV6가 한 번이라도 다녀간 충전소는 총 몇 곳이야
-- en: At how many stations did a KV6 ever charge?
SELECT COUNT(DISTINCT charger.station_id) FROM session JOIN charger ON session.charger_id = charger.id WHERE session.model = 'KV6';

-- 전체 충전기 중에 초급속 비율이 몇 퍼센트인가요? 국회에서 자료 요구가 왔습니다
-- en: What percentage of all chargers is ultra-fast?
SELECT ROUND(100.0 * SUM(CASE WHEN kind = '초급속' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM charger;

-- 운영사별로 당장 쓸 수 있는 충전기가 몇 퍼센트나 돼?
-- en: What percentage of the chargers of each operator is free to use?
SELECT station.operator, ROUND(100.0 * SUM(CASE WHEN charger.state = '사용 가능' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM charger JOIN station ON charger.station_id = station.id GROUP BY station.operator;

-- 지역마다 요금 수입 1등 충전소 하나씩 지역, 이름, 금액으로 뽑아주라. 금액 같으면 이름 빠른 데로
-- en: For each region, the station with the highest income, the first by name if equal: region, name, amount.
WITH total AS (SELECT station.region, station.name, SUM(session.fee) AS income FROM session JOIN charger ON session.charger_id = charger.id JOIN station ON charger.station_id = station.id GROUP BY station.id), ranked AS (SELECT region, name, income, ROW_NUMBER() OVER (PARTITION BY region ORDER BY income DESC, name) AS place FROM total) SELECT region, name, income FROM ranked WHERE place = 1;

-- 작년 월별 요금 합계랑 전달보다 얼마 늘었는지요. 이력 있는 달끼리만 이어서 비교하고, 첫 달은 비교할 게 없으니 비워 주세요
-- en: Total fees in each month of last year that had sessions, with the change from the one before, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', charged) AS month, SUM(fee) AS total FROM session WHERE strftime('%Y', charged) = '2025' GROUP BY strftime('%Y-%m', charged)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 한 충전기가 손님 받고 다음 손님 받을 때까지 가장 오래 놀았던 게 며칠이죠?
-- en: What is the longest gap in days between one session and the next at the same charger?
WITH gaps AS (SELECT julianday(charged) - julianday(LAG(charged) OVER (PARTITION BY charger_id ORDER BY charged)) AS days FROM session) SELECT MAX(days) FROM gaps;

-- 회원카드, 앱, 신용카드, 로밍이 매출(요금 기준)에서 차지하는 몫이 각각 몇 퍼센트인지 큰 순서로
-- en: The share of each payment method in all fees in percent, largest first.
SELECT pay, ROUND(100.0 * SUM(fee) / (SELECT SUM(fee) FROM session), 1) FROM session GROUP BY pay ORDER BY SUM(fee) DESC;

-- 올 상반기 충전량이 작년 상반기보다 몇 퍼센트 늘었나요? 줄었으면 음수로 나오게 해 주세요
-- en: By what percentage did the energy charged in the first half of this year grow over last year's? Negative if it fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN charged >= '2026-01-01' AND charged <= '2026-06-30' THEN kwh ELSE 0 END) - SUM(CASE WHEN charged >= '2025-01-01' AND charged <= '2025-06-30' THEN kwh ELSE 0 END)) / SUM(CASE WHEN charged >= '2025-01-01' AND charged <= '2025-06-30' THEN kwh ELSE 0 END), 1) FROM session;

-- 같은 방식 충전기들 평균보다 비싸게 받는 게 몇 대예요? 민원이 들어와서
-- en: How many chargers cost more than the average of their own charging type?
SELECT COUNT(*) FROM charger WHERE price > (SELECT AVG(other.price) FROM charger AS other WHERE other.kind = charger.kind);

-- 차종별로 1kWh당 실제로 얼마씩 낸 셈인지, 총요금 나누기 총충전량 해서 소수 첫째 자리까지
-- en: What each car model really paid per kWh: total fees over total energy, to one decimal.
SELECT model, ROUND(1.0 * SUM(fee) / SUM(kwh), 1) FROM session GROUP BY model;

-- 여태 300kWh 넘게 팔아 치운 충전소 이름이랑 합계, 많이 판 순
-- en: Stations that sold more than 300 kWh altogether, with the total, most first.
SELECT station.name, SUM(session.kwh) FROM session JOIN charger ON session.charger_id = charger.id JOIN station ON charger.station_id = station.id GROUP BY station.id HAVING SUM(session.kwh) > 300 ORDER BY SUM(session.kwh) DESC;

-- 작년엔 손님이 있었는데 올해는 한 번도 안 쓰인 충전기가 몇 대인지 알아봐 주세요
-- en: How many chargers were used last year but not once this year?
SELECT COUNT(*) FROM charger WHERE id IN (SELECT charger_id FROM session WHERE strftime('%Y', charged) = '2025') AND id NOT IN (SELECT charger_id FROM session WHERE strftime('%Y', charged) = '2026');

-- 지역별로 주차면 많은 충전소 두 군데씩 골라서 지역, 이름, 면수. 면수가 같으면 이름 빠른 쪽
-- en: The two stations with the most bays in each region: region, name, bays; ties by name.
WITH ranked AS (SELECT region, name, spaces, ROW_NUMBER() OVER (PARTITION BY region ORDER BY spaces DESC, name) AS place FROM station) SELECT region, name, spaces FROM ranked WHERE place <= 2;

-- 다섯 가지 이상 차종이 들른 충전소가 어디어디야? 이름하고 몇 종인지
-- en: Stations where five or more car models charged, and how many models.
SELECT station.name, COUNT(DISTINCT session.model) FROM session JOIN charger ON session.charger_id = charger.id JOIN station ON charger.station_id = station.id GROUP BY station.id HAVING COUNT(DISTINCT session.model) >= 5;
