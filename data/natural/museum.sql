-- 입장료 제일 비싼 박물관 어디야? 같은 데 여럿이면 다 알려 줘
-- en: Which museum has the highest admission? All that share it.
SELECT name FROM museum WHERE fee = (SELECT MAX(fee) FROM museum);

-- 경주에 가는데 들를 만한 박물관들 이름하고 입장료 좀 알려 주세요
-- en: Museums in Gyeongju with name and admission.
SELECT name, fee FROM museum WHERE region = '경주';

-- 5천원 이하로 들어갈 수 있는 곳이 몇 군데예요? 초등학생 40명 데려갈 거라서요
-- en: How many museums charge 5,000 won or less?
SELECT COUNT(*) FROM museum WHERE fee <= 5000;

-- 관람료가 비어 있는 곳은 어디죠? 홈페이지 고쳐야 하는데
-- en: Which museums have no admission recorded?
SELECT name FROM museum WHERE fee IS NULL;

-- 한 해 50만명 넘게 찾는 데가 어디어디예요
-- en: Which museums get more than 500,000 visitors a year?
SELECT name FROM museum WHERE visitors > 500000;

-- 우리 소장품 중에 키가 제일 큰 건 몇 센티야
-- en: How many centimetres tall is the tallest item?
SELECT MAX(height) FROM relic;

-- 백제 때 것 몇 점이나 있어요?
-- en: How many items are from Baekje?
SELECT COUNT(*) FROM relic WHERE era = '백제';

-- 나무로 만든 조선 유물 이름 쭉 뽑아 줘. 습도 관리 따로 해야 돼
-- en: Names of the Joseon items made of wood.
SELECT name FROM relic WHERE era = '조선' AND material = '목재';

-- 언제 들여왔는지 기록이 없는 유물이 몇 점인지요
-- en: How many items have no date of acquisition?
SELECT COUNT(*) FROM relic WHERE acquired IS NULL;

-- '향로'로 끝나는 유물 뭐 있어? 이름이랑 시대
-- en: Items whose names end in censer, name and era.
SELECT name, era FROM relic WHERE name LIKE '%향로';

-- 제일 먼저 문 연 박물관이 어디고 언제 열었나요
-- en: Which museum opened first, and when?
SELECT name, opened FROM museum ORDER BY opened LIMIT 1;

-- 유물을 밖으로 내보내는 사유에는 어떤 것들이 있습니까?
-- en: For which purposes are items lent out?
SELECT DISTINCT purpose FROM loan;

-- 작년에 반출 몇번 나갔어
-- en: How many times were items lent out last year?
SELECT COUNT(*) FROM loan WHERE strftime('%Y', lent) = '2025';

-- 매주 월요일에 쉬나요? 휴관일 좀 알려주세요
-- en: Are you closed on Mondays? Which days are you closed?
SELECT '답할 수 없음';

-- 특별전 나갈 때 보험은 보통 얼마짜리로 들어요? 평균이요
-- en: For how much is an item insured on average when it goes to a special exhibition?
SELECT AVG(insured) FROM loan WHERE purpose = '특별전';

-- 소장품이 다섯 점 넘는 박물관들하고 각각 몇 점인지 많은 데부터 알려줘
-- en: Museums that hold more than five items, and how many, most first.
SELECT museum.name, COUNT(*) FROM relic JOIN museum ON relic.museum_id = museum.id GROUP BY museum.id HAVING COUNT(*) > 5 ORDER BY COUNT(*) DESC;

-- 시대별로 몇 점씩 있는지 많은 시대부터
-- en: Number of items by era, most first.
SELECT era, COUNT(*) FROM relic GROUP BY era ORDER BY COUNT(*) DESC;

-- 한 번도 밖에 나간 적 없는 도자기가 몇 점이나 되지? 이번 순회전에 새 얼굴 좀 내보내려고
-- en: How many ceramics have never been lent out?
SELECT COUNT(*) FROM relic WHERE material = '도자기' AND id NOT IN (SELECT relic_id FROM loan);

-- 전주 박물관 유물들이 촬영 때문에 나간 건 총 몇 건이에요
-- en: How many times were items of museums in Jeonju lent out for filming?
SELECT COUNT(*) FROM loan JOIN relic ON loan.relic_id = relic.id JOIN museum ON relic.museum_id = museum.id WHERE museum.region = '전주' AND loan.purpose = '촬영';

-- 반출 목적마다 평균 며칠이나 나가 있는지 오래 나가는 것부터 부탁드립니다
-- en: Average length of a loan by purpose, longest first.
SELECT purpose, AVG(days) FROM loan GROUP BY purpose ORDER BY AVG(days) DESC;

-- 오늘 현재 밖에 나가 있는 유물 이름을 한 번씩만 알려 주세요. 반출일에 기간을 더한 날이 오늘보다 뒤면 아직 나가 있는 겁니다
-- en: Items out on loan today, each once: those whose lending date plus the length falls after today.
SELECT DISTINCT relic.name FROM loan JOIN relic ON loan.relic_id = relic.id WHERE date(loan.lent, '+' || loan.days || ' days') > '2026-05-18';

-- 도시별 연간 관람객 합계와 그게 전체의 몇 퍼센트인지 나란히 보여 주세요
-- en: Visitors a year by city, and what percentage of all that is.
SELECT region, SUM(visitors), ROUND(100.0 * SUM(visitors) / (SELECT SUM(visitors) FROM museum), 1) FROM museum GROUP BY region;

-- 같은 재질 평균보다 키 큰 유물이 몇 점?
-- en: How many items are taller than the average of their material?
SELECT COUNT(*) FROM relic WHERE height > (SELECT AVG(other.height) FROM relic AS other WHERE other.material = relic.material);

-- 신라 유물을 하나도 안 가진 박물관 이름 뽑아줘. 통일신라는 신라로 안 칠게
-- en: Museums that hold no item from Silla; unified Silla does not count as Silla.
SELECT name FROM museum WHERE NOT EXISTS (SELECT 1 FROM relic WHERE relic.museum_id = museum.id AND relic.era = '신라');

-- 세 번 넘게 나들이한 유물 이름이랑 횟수요. 너무 굴리면 상한다고 학예사님이 걱정하셔서
-- en: Items lent out more than three times, and how often.
SELECT relic.name, COUNT(*) FROM loan JOIN relic ON loan.relic_id = relic.id GROUP BY relic.id HAVING COUNT(*) > 3;

-- 지역마다 관람객 많은 박물관 두 곳씩, 지역 이름 인원 순으로
-- en: The two most visited museums of each region: region, name, visitors.
WITH ranked AS (SELECT region, name, visitors, ROW_NUMBER() OVER (PARTITION BY region ORDER BY visitors DESC) AS place FROM museum) SELECT region, name, visitors FROM ranked WHERE place <= 2;

-- 반출 보험 가액을 다 더한 금액이 제일 큰 박물관이 어디야? 합계도 같이
-- en: Which museum has the largest sum insured over all loans, and how much?
SELECT museum.name, SUM(loan.insured) FROM loan JOIN relic ON loan.relic_id = relic.id JOIN museum ON relic.museum_id = museum.id GROUP BY museum.id ORDER BY SUM(loan.insured) DESC LIMIT 1;

-- 네 시대 이상 유물을 골고루 갖춘 박물관이 어디예요? 통사 수업 때 가려고요
-- en: Which museums hold items from four or more different eras?
SELECT museum.name FROM relic JOIN museum ON relic.museum_id = museum.id GROUP BY museum.id HAVING COUNT(DISTINCT relic.era) >= 4;

-- 들여오고 나서 처음 밖으로 나가기까지 평균 며칠 걸렸나요? 들여온 당일이나 그 뒤에 나간 기록만 보고 유물마다 첫 번째 것으로요
-- en: How many days after its acquisition does an item go out for the first time on average? Only loans on or after the acquisition, the first of each item.
SELECT AVG(days) FROM (SELECT MIN(julianday(loan.lent)) - julianday(relic.acquired) AS days FROM loan JOIN relic ON loan.relic_id = relic.id WHERE loan.lent >= relic.acquired GROUP BY relic.id);

-- 올해 반출 건수가 작년 같은 기간보다 몇 건 늘었어? 1월 1일부터 5월 18일까지 양쪽 다. 줄었으면 마이너스
-- en: By how many did loans of this year exceed those of the same period last year, 1 January to 18 May in both? Negative if fewer.
SELECT SUM(CASE WHEN lent >= '2026-01-01' AND lent <= '2026-05-18' THEN 1 ELSE 0 END) - SUM(CASE WHEN lent >= '2025-01-01' AND lent <= '2025-05-18' THEN 1 ELSE 0 END) FROM loan;
