-- 요금 제일 비싸게 내는 고객이 한 달에 얼마나 내요?
-- en: How much a month does the customer with the highest charge pay?
SELECT MAX(bill) FROM client;

-- 야간조 누구누구야? 간식 시켜 주려고
-- en: Who works the night shift?
SELECT name FROM agent WHERE shift = '야간조';

-- 해지하겠다고 걸려온 전화 총 몇 통이야
-- en: How many calls were about cancellation?
SELECT COUNT(*) FROM call WHERE topic = '해지';

-- 통화 제일 길었던 게 몇 초짜리였습니까
-- en: How many seconds did the longest call take?
SELECT MAX(seconds) FROM call;

-- 만족도 점수 안 남기고 끊은 상담 몇 건이죠?
-- en: How many calls have no survey score?
SELECT COUNT(*) FROM call WHERE score IS NULL;

-- 9점 이상 받은 상담, 언제 언제 있었는지 날짜만 중복 없이
-- en: On which dates was there a call scored nine or more? Each once.
SELECT DISTINCT called FROM call WHERE score >= 9;

-- 시니어 요금제 쓰시는 분이 몇 분이에요?
-- en: How many customers are on the senior plan?
SELECT COUNT(*) FROM client WHERE plan = '시니어';

-- 저희 요금제가 뭐뭐 있죠? 오늘 첫 출근이라서요
-- en: Which price plans do we have?
SELECT DISTINCT plan FROM client;

-- VIP팀에 경력 5년 넘는 사람 이름 좀
-- en: Who on the VIP team has more than five years of experience?
SELECT name FROM agent WHERE team = 'VIP팀' AND career > 5;

-- 20년대 들어서 뽑은 상담원이 몇 명이나 되지, 그러니까 2020년부터
-- en: How many agents were hired from 2020 on?
SELECT COUNT(*) FROM agent WHERE hired >= '2020-01-01';

-- 제일 최근에 들어온 신입 이름이 뭐더라
-- en: What is the name of the agent hired most recently?
SELECT name FROM agent ORDER BY hired DESC LIMIT 1;

-- 인천 고객들은 월에 평균 얼마씩 내나요
-- en: How much a month do customers in Incheon pay on average?
SELECT AVG(bill) FROM client WHERE region = '인천';

-- 10만원 넘게 내시는 분들 성함이랑 요금제 뽑아 주세요, 사은품 보내드리게
-- en: Customers who pay over 100,000 won a month, name and plan.
SELECT name, plan FROM client WHERE bill > 100000;

-- 20분 넘게 붙들려 있던 전화가 몇 통이나 되니? 목 관리비라도 줘야 할 판
-- en: How many calls lasted more than twenty minutes?
SELECT COUNT(*) FROM call WHERE seconds > 1200;

-- 이번 달 들어온 상담이 전부 몇 건인지만 알려 주시면 됩니다
-- en: How many calls were there this month in all?
SELECT COUNT(*) FROM call WHERE strftime('%Y-%m', called) = '2026-01';

-- 불만 전화는 평균 몇 초 정도 통화해?
-- en: How many seconds does a complaint call take on average?
SELECT AVG(seconds) FROM call WHERE topic = '불만';

-- 5G 쓰는 사람 몇명인지. 슬림이든 프리미엄이든 다 쳐서
-- en: How many customers are on 5G, slim or premium?
SELECT COUNT(*) FROM client WHERE plan LIKE '5G%';

-- 상담원 연봉 평균이 얼마예요?
-- en: What is the average salary of an agent?
SELECT '답할 수 없음';

-- 전화 연결까지 고객이 보통 몇 초 기다렸는지 좀 봐 줘
-- en: How many seconds did customers usually wait to be connected?
SELECT '답할 수 없음';

-- 팀별 인원 현황 부탁드립니다
-- en: How many people are there in each team?
SELECT team, COUNT(*) FROM agent GROUP BY team;

-- 문의 유형별로 평균 몇 점 받았는지, 낮은 것부터 보고 싶어요
-- en: Average survey score by topic, lowest first.
SELECT topic, AVG(score) FROM call GROUP BY topic ORDER BY AVG(score);

-- 어느 조가 점수를 제일 잘 받아? 평균으로 따져서 한 조만
-- en: Which shift gets the best average score?
SELECT agent.shift FROM call JOIN agent ON call.agent_id = agent.id GROUP BY agent.shift ORDER BY AVG(call.score) DESC LIMIT 1;

-- 작년 한 해 월별 상담 건수 그래프로 그리게 뽑아 줘, 1월부터
-- en: Number of calls in each month of last year, from January on.
SELECT strftime('%Y-%m', called), COUNT(*) FROM call WHERE strftime('%Y', called) = '2025' GROUP BY strftime('%Y-%m', called) ORDER BY strftime('%Y-%m', called);

-- 전화를 제일 많이 받은 상담원이랑 그 건수
-- en: The agent who took the most calls, and how many.
SELECT agent.name, COUNT(*) FROM call JOIN agent ON call.agent_id = agent.id GROUP BY agent.id ORDER BY COUNT(*) DESC LIMIT 1;

-- 기술팀이 받은 고장 신고가 몇 건이에요?
-- en: How many fault reports did the technical team take?
SELECT COUNT(*) FROM call JOIN agent ON call.agent_id = agent.id WHERE agent.team = '기술팀' AND call.topic = '고장 신고';

-- 프리미엄 요금제 고객한테 걸려온 상담은 평균 몇점이나 나와?
-- en: What is the average score of calls from customers on the premium plan?
SELECT AVG(call.score) FROM call JOIN client ON call.client_id = client.id WHERE client.plan = '5G 프리미엄';

-- 여태 전화 한 번도 안 하신 고객님 명단 주시겠어요? 안부 전화 드리려고요
-- en: List the customers who never called.
SELECT name FROM client WHERE id NOT IN (SELECT client_id FROM call);

-- 상담 실적이 하나도 없는 상담원 이름하고 어느 팀인지
-- en: Agents without a single call, name and team.
SELECT name, team FROM agent WHERE id NOT IN (SELECT agent_id FROM call);

-- 다섯 번 이상 전화한 단골 고객 이름이랑 통화 횟수
-- en: Customers who called five times or more, and how often.
SELECT client.name, COUNT(*) FROM call JOIN client ON call.client_id = client.id GROUP BY client.id HAVING COUNT(*) >= 5;

-- 서울 고객 중에 해지 얘기 꺼낸 사람 명단, 두 번 나오는 사람 없게요
-- en: Customers in Seoul who ever called about cancellation, each once.
SELECT name FROM client WHERE region = '서울' AND id IN (SELECT client_id FROM call WHERE topic = '해지');

-- 지역별로 상담이 몇 건씩 들어왔나 세 봐
-- en: How many calls came in from each region?
SELECT client.region, COUNT(*) FROM call JOIN client ON call.client_id = client.id GROUP BY client.region;

-- 최근 3개월간 4점 이하로 혹평 받은 상담이 몇 건이나 되나
-- en: How many calls of the last three months were scored four or less?
SELECT COUNT(*) FROM call WHERE score <= 4 AND called >= date('2026-01-31', '-3 months');

-- 토요일 일요일에 들어온 전화만 따로 몇 통인지요. 주말 근무수당 계산 때문에요
-- en: How many calls came in on Saturdays and Sundays?
SELECT COUNT(*) FROM call WHERE strftime('%w', called) IN ('0', '6');

-- 경력 3년 이하 신참들이 받은 통화는 평균 몇 초나 걸렸어요
-- en: How long were the calls taken by agents with three years of experience or less, on average?
SELECT AVG(call.seconds) FROM call JOIN agent ON call.agent_id = agent.id WHERE agent.career <= 3;

-- 요금제마다 월 요금 합계가 얼마씩인지, 매출 큰 요금제부터
-- en: Total monthly charges by plan, largest first.
SELECT plan, SUM(bill) FROM client GROUP BY plan ORDER BY SUM(bill) DESC;

-- 상담원마다 지금까지 통화한 시간을 다 더하면 몇 초인지, 통화가 없는 사람은 0으로 채워줘
-- en: Total seconds on the phone for each agent, 0 for those without calls.
SELECT agent.name, COALESCE(SUM(call.seconds), 0) FROM agent LEFT JOIN call ON call.agent_id = agent.id GROUP BY agent.id;

-- 팀마다 통화 시간 평균이 가장 긴 상담원 한 명씩, 팀이랑 이름이랑 평균 초
-- en: For each team, the agent with the longest average call: team, name, average seconds.
WITH average AS (SELECT agent.team, agent.name, AVG(call.seconds) AS seconds FROM call JOIN agent ON call.agent_id = agent.id GROUP BY agent.id), ranked AS (SELECT team, name, seconds, ROW_NUMBER() OVER (PARTITION BY team ORDER BY seconds DESC) AS place FROM average) SELECT team, name, seconds FROM ranked WHERE place = 1;

-- 전체 상담에서 불만 비율이 몇 퍼센트나 돼? 위에서 자꾸 물어봐
-- en: What percentage of all calls is a complaint?
SELECT ROUND(100.0 * SUM(CASE WHEN topic = '불만' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM call;

-- 점수 남겨 준 상담만 따져서 8점 이상 비율을 팀별로 퍼센트로 내 주세요
-- en: Among scored calls, the percentage with eight or more, by team.
SELECT agent.team, ROUND(100.0 * SUM(CASE WHEN call.score >= 8 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM call JOIN agent ON call.agent_id = agent.id WHERE call.score IS NOT NULL GROUP BY agent.team;

-- 작년 월별 상담 건수에 전달 대비 증감도 붙여줘. 상담이 있던 달끼리 바로 앞 달과 비교하고 맨 첫 달은 비워 둬
-- en: Calls in each month of last year that had any, with the change from the month before among them, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', called) AS month, COUNT(*) AS calls FROM call WHERE strftime('%Y', called) = '2025' GROUP BY strftime('%Y-%m', called)) SELECT month, calls, calls - LAG(calls) OVER (ORDER BY month) FROM monthly;

-- 고객 한 분이 전화하고 다시 전화하기까지, 그 간격이 평균 며칠이나 되는지 궁금합니다
-- en: How many days pass on average between one call and the next by the same customer?
WITH gaps AS (SELECT julianday(called) - julianday(LAG(called) OVER (PARTITION BY client_id ORDER BY called)) AS days FROM call) SELECT AVG(days) FROM gaps;

-- 한 상담원한테 두 번 이상 연결된 고객 있어? 고객 이름, 상담원 이름, 횟수로 보여줘
-- en: Which customers got the same agent twice or more? Customer, agent, how often.
SELECT client.name, agent.name, COUNT(*) FROM call JOIN client ON call.client_id = client.id JOIN agent ON call.agent_id = agent.id GROUP BY client.id, agent.id HAVING COUNT(*) >= 2;

-- 요금 문의도 하고 해지 전화도 한 고객이 몇 명이에요? 이탈 예측에 쓰려고요
-- en: How many customers called both about their bill and about cancellation?
SELECT COUNT(*) FROM client WHERE id IN (SELECT client_id FROM call WHERE topic = '요금 문의') AND id IN (SELECT client_id FROM call WHERE topic = '해지');

-- 자기 요금제 평균보다 요금을 더 내는 고객 수
-- en: How many customers pay more than the average of their plan?
SELECT COUNT(*) FROM client WHERE bill > (SELECT AVG(other.bill) FROM client AS other WHERE other.plan = client.plan);

-- 작년 4분기 평균 점수랑 3분기 평균 점수 차이 얼마나 나? 4분기에서 3분기 뺀 값으로
-- en: The average score of last year's fourth quarter minus that of its third.
SELECT AVG(CASE WHEN called >= '2025-10-01' AND called <= '2025-12-31' THEN score END) - AVG(CASE WHEN called >= '2025-07-01' AND called <= '2025-09-30' THEN score END) FROM call;

-- 총 통화 시간이 한 시간 반 넘는 상담원 이름, 긴 사람이 위로 오게
-- en: Agents with more than an hour and a half on the phone in total, longest first.
SELECT agent.name FROM call JOIN agent ON call.agent_id = agent.id GROUP BY agent.id HAVING SUM(call.seconds) > 5400 ORDER BY SUM(call.seconds) DESC;

-- 전화한 적 있는 고객마다 이름, 가장 최근에 건 날짜, 그 뒤로 오늘까지 며칠 지났는지 보여주세요
-- en: For each customer who called: name, date of the last call, and days from then until today.
SELECT client.name, MAX(call.called), julianday('2026-01-31') - julianday(MAX(call.called)) FROM call JOIN client ON call.client_id = client.id GROUP BY client.id;

-- 서로 다른 고객을 다섯 명 이상 상대해 본 상담원은 몇 명이나 되나
-- en: How many agents have dealt with five or more different customers?
SELECT COUNT(*) FROM (SELECT agent_id FROM call GROUP BY agent_id HAVING COUNT(DISTINCT client_id) >= 5);

-- 재작년에는 전화했는데 작년 내내 한 통도 없는 고객 이름. 이미 떠난 건 아닌지 보게
-- en: Customers who called in 2024 but not once in 2025.
SELECT name FROM client WHERE id IN (SELECT client_id FROM call WHERE strftime('%Y', called) = '2024') AND id NOT IN (SELECT client_id FROM call WHERE strftime('%Y', called) = '2025');

-- 문의 유형별 통화 시간이 전체 통화 시간에서 몇 퍼센트씩 먹는지
-- en: The share of each topic in all seconds on the phone, in percent.
SELECT topic, ROUND(100.0 * SUM(seconds) / (SELECT SUM(seconds) FROM call), 1) FROM call GROUP BY topic;

-- 상담원 이름 옆에 근무조 붙이고, 자기 조 안에서 경력순으로 몇 등인지 매겨 줘. 경력이 같으면 같은 등수로 치고 그다음 등수는 건너뛰어
-- en: Each agent with the shift and the rank by experience within it; equal experience shares a rank and the next is skipped.
SELECT name, shift, RANK() OVER (PARTITION BY shift ORDER BY career DESC) FROM agent;

-- 입사하고 1년 안에 받은 전화가 있는 상담원, 이름만 한 번씩
-- en: Agents who took a call within a year of being hired, each once.
SELECT DISTINCT name FROM agent WHERE id IN (SELECT call.agent_id FROM call JOIN agent ON call.agent_id = agent.id WHERE call.called >= agent.hired AND call.called <= date(agent.hired, '+1 years'));
