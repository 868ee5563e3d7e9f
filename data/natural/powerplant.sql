-- 용량으로 제일 큰 발전소 이름이 뭐야
-- en: Which plant has the largest capacity?
SELECT name FROM plant ORDER BY capacity DESC LIMIT 1;

-- 석탄 때는 데가 아직 몇 곳이나 남았나요?
-- en: How many coal plants are left?
SELECT COUNT(*) FROM plant WHERE source = '석탄';

-- 강원도에 있는 발전소들 이름 좀 알려 줘
-- en: Names of the plants in Gangwon.
SELECT name FROM plant WHERE region = '강원';

-- 지금 돌아가고 있는 호기가 몇 기죠
-- en: How many units are running now?
SELECT COUNT(*) FROM unit WHERE state = '가동';

-- 제일 늦게 지은 발전소랑 준공된 날짜 주세요
-- en: The plant completed last, and the date.
SELECT name, built FROM plant ORDER BY built DESC LIMIT 1;

-- 점검 날짜가 아예 비어 있는 호기 번호 뽑아 주세요. 감사 지적 나왔습니다
-- en: Numbers of the units without an inspection date.
SELECT id FROM unit WHERE checked IS NULL;

-- 15번 넘게 고장 난 설비가 몇 기나 돼?
-- en: How many units have failed more than 15 times?
SELECT COUNT(*) FROM unit WHERE failures > 15;

-- 우리가 쓰는 에너지원이 뭐뭐 있는지요
-- en: Which energy sources do we use?
SELECT DISTINCT source FROM plant;

-- 이번달에 올라온 발전 기록 몇건인가요
-- en: How many output records are there this month?
SELECT COUNT(*) FROM output WHERE strftime('%Y-%m', logged) = '2026-04';

-- 작년 한 해 전기 총 몇 MWh 만들었어요?
-- en: How many MWh were produced last year in total?
SELECT SUM(energy) FROM output WHERE strftime('%Y', logged) = '2025';

-- 비 오는 날 이용률 평균은 얼마나 되나
-- en: What is the average capacity factor on rainy days?
SELECT AVG(ratio) FROM output WHERE weather = '비';

-- 한 번에 9천MWh 넘게 찍은 기록도 있어? 몇 건이야
-- en: How many records exceed 9,000 MWh?
SELECT COUNT(*) FROM output WHERE energy > 9000;

-- 정비 들어가 있는 것 중에 동해터빈 제품이 몇 기예요
-- en: How many of the units under maintenance were made by Donghae Turbine?
SELECT COUNT(*) FROM unit WHERE state = '정비' AND maker = '동해터빈';

-- 1990년대에 지어진 발전소 이름하고 준공일을 오래된 것부터 부탁드립니다
-- en: Names and completion dates of the plants completed in the 1990s, oldest first.
SELECT name, built FROM plant WHERE built >= '1990-01-01' AND built <= '1999-12-31' ORDER BY built;

-- 이름이 '당진'으로 시작하는 발전소 설비를 다 합치면 몇 메가와트?
-- en: What is the capacity in MW of the plants whose names begin with Dangjin?
SELECT SUM(capacity) FROM plant WHERE name LIKE '당진%';

-- 에너지센터라고 이름 붙은 데는 각각 뭘로 발전해? 이름이랑 같이
-- en: Name and energy source of the plants whose names contain energy center.
SELECT name, source FROM plant WHERE name LIKE '%에너지센터%';

-- 우리 발전소 하나당 직원이 몇 명씩 일하고 있나요?
-- en: How many employees work at each of our plants?
SELECT '답할 수 없음';

-- 가장 최근에 점검한 날이 언제야?
-- en: When was the last inspection?
SELECT MAX(checked) FROM unit;

-- 이용률 20%도 안 나온 기록이 몇 번 있었지
-- en: How many records show a capacity factor under 20 percent?
SELECT COUNT(*) FROM output WHERE ratio < 20;

-- 500메가 이상짜리 호기는 총 몇 기인가요? 멈춰 있는 것도 포함해서
-- en: How many units are rated at 500 MW or more, stopped ones included?
SELECT COUNT(*) FROM unit WHERE power >= 500;

-- 에너지원별로 발전소 수하고 용량 합을 같이 보고 싶어요
-- en: Number of plants and total capacity by energy source.
SELECT source, COUNT(*), SUM(capacity) FROM plant GROUP BY source;

-- 제조사마다 고장이 평균 몇 번 났는지 많은 데부터. 다음 입찰 때 참고하게
-- en: Average number of failures by manufacturer, most first.
SELECT maker, AVG(failures) FROM unit GROUP BY maker ORDER BY AVG(failures) DESC;

-- 가동, 정지, 정비가 각각 몇 기씩인지 현황 보고 부탁합니다
-- en: The number of units in each operating state.
SELECT state, COUNT(*) FROM unit GROUP BY state;

-- 충남에 멈춰 있는 호기가 몇이야?
-- en: How many units in Chungnam are stopped?
SELECT COUNT(*) FROM unit JOIN plant ON unit.plant_id = plant.id WHERE plant.region = '충남' AND unit.state = '정지';

-- 풍력 호기들 번호랑 어느 발전소 건지 쭉 적어 줘
-- en: Numbers and plants of the wind units.
SELECT unit.id, plant.name FROM unit JOIN plant ON unit.plant_id = plant.id WHERE plant.source = '풍력';

-- 여태 전기 제일 많이 뽑아낸 발전소 다섯 군데랑 그 합계요
-- en: The five plants that produced the most energy in total, and how much.
SELECT plant.name, SUM(output.energy) FROM output JOIN unit ON output.unit_id = unit.id JOIN plant ON unit.plant_id = plant.id GROUP BY plant.id ORDER BY SUM(output.energy) DESC LIMIT 5;

-- 날씨 따라 발전량이 다르다던데, 날씨마다 한 기록당 평균 몇 MWh인지 정리해 줄래?
-- en: Average energy per record by weather.
SELECT weather, AVG(energy) FROM output GROUP BY weather;

-- 태양광이 흐린 날 평균 몇 MWh나 나와요? 구름만 끼면 걱정이라
-- en: How many MWh does solar produce per record on cloudy days on average?
SELECT AVG(output.energy) FROM output JOIN unit ON output.unit_id = unit.id JOIN plant ON unit.plant_id = plant.id WHERE plant.source = '태양광' AND output.weather = '흐림';

-- 호기가 한 기도 등록 안 된 발전소가 어디예요?
-- en: Which plants have no unit registered?
SELECT name FROM plant WHERE id NOT IN (SELECT plant_id FROM unit);

-- 작년 월별 발전량 합계, 1월부터 차례로. 기록 없는 달은 안 나와도 됨
-- en: Energy produced in each month of last year, in order, leaving out months without any record.
SELECT strftime('%Y-%m', logged), SUM(energy) FROM output WHERE strftime('%Y', logged) = '2025' GROUP BY strftime('%Y-%m', logged) ORDER BY strftime('%Y-%m', logged);

-- 마지막 점검이 1년도 더 된 호기 수 알려 주세요, 날짜 없는 건 빼고
-- en: How many units were last inspected more than a year ago, those without a date left out?
SELECT COUNT(*) FROM unit WHERE checked < date('2026-04-30', '-1 year');

-- 최근 3개월 동안 충남 발전소들이 생산한 전기 총량은?
-- en: How much energy did the plants in Chungnam produce in the last three months?
SELECT SUM(output.energy) FROM output JOIN unit ON output.unit_id = unit.id JOIN plant ON unit.plant_id = plant.id WHERE plant.region = '충남' AND output.logged >= date('2026-04-30', '-3 months');

-- 발전소별 호기 수를 없는 곳은 0으로 해서 전부 보여 줘요
-- en: Every plant with its number of units, 0 included.
SELECT plant.name, COUNT(unit.id) FROM plant LEFT JOIN unit ON unit.plant_id = plant.id GROUP BY plant.id;

-- 눈 오는 날에도 이용률 70%를 넘긴 적 있는 호기, 번호만 중복 없이
-- en: Units that ever exceeded a capacity factor of 70 percent in snow, each once.
SELECT DISTINCT unit_id FROM output WHERE weather = '눈' AND ratio > 70;

-- 한라중공업 기계가 들어간 발전소가 몇 군데나 되는지, 같은 발전소는 한 번만 세서
-- en: How many plants have a unit made by Halla? Each once.
SELECT COUNT(DISTINCT plant_id) FROM unit WHERE maker = '한라중공업';

-- 전체 호기 가운데 가동률이랄까, 지금 돌고 있는 게 몇 퍼센트야?
-- en: What percentage of all units is running now?
SELECT ROUND(100.0 * SUM(CASE WHEN state = '가동' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM unit;

-- 전체 설비 용량에서 재생에너지(태양광, 풍력, 수력) 비중이 몇 퍼센트인지 국회 제출용으로 필요합니다
-- en: What percentage of all capacity is renewable, that is solar, wind and hydro?
SELECT ROUND(100.0 * SUM(CASE WHEN source IN ('태양광', '풍력', '수력') THEN capacity ELSE 0 END) / SUM(capacity), 1) FROM plant;

-- 지금껏 생산한 전기를 발전원별로 나누면 각각 몇 퍼센트씩 차지해? 큰 것부터
-- en: The share of each energy source in all energy produced, in percent, largest first.
SELECT plant.source, ROUND(100.0 * SUM(output.energy) / (SELECT SUM(energy) FROM output), 1) FROM output JOIN unit ON output.unit_id = unit.id JOIN plant ON unit.plant_id = plant.id GROUP BY plant.source ORDER BY SUM(output.energy) DESC;

-- 지역마다 덩치 큰 발전소 두 곳씩 뽑아 주세요. 지역, 이름, 용량이고 용량이 같으면 이름순
-- en: The two plants with the largest capacity in each region, ties by name: region, name, capacity.
WITH ranked AS (SELECT region, name, capacity, ROW_NUMBER() OVER (PARTITION BY region ORDER BY capacity DESC, name) AS place FROM plant) SELECT region, name, capacity FROM ranked WHERE place <= 2;

-- 올해 달마다 얼마나 발전했고 그 전 달에 비해 늘었나 줄었나, 차이를 숫자로. 기록 있는 달끼리만 견주고 첫 달은 빈칸
-- en: Energy in each month of this year with records, with the change from the previous such month, the first empty.
WITH monthly AS (SELECT strftime('%Y-%m', logged) AS month, SUM(energy) AS total FROM output WHERE strftime('%Y', logged) = '2026' GROUP BY strftime('%Y-%m', logged)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 같은 제조사 평균보다 자주 고장 나는 호기가 몇 기나 있는지 궁금합니다
-- en: How many units have failed more often than the average of their manufacturer?
SELECT COUNT(*) FROM unit WHERE failures > (SELECT AVG(other.failures) FROM unit AS other WHERE other.maker = unit.maker);

-- 정지나 정비로 못 돌리는 호기 출력이 설비 용량의 절반을 넘는 발전소가 있다던데, 발전소 이름이랑 못 돌리는 출력 합, 용량 이렇게 세 칸으로 보여 줘
-- en: Plants where the units that are stopped or under maintenance make up more than half of the capacity: name, their power, capacity.
SELECT plant.name, SUM(unit.power), plant.capacity FROM unit JOIN plant ON unit.plant_id = plant.id WHERE unit.state IN ('정지', '정비') GROUP BY plant.id HAVING SUM(unit.power) > plant.capacity / 2.0;

-- 발전소마다 최고 이용률을 찍은 날이 언제였고 몇 퍼센트였는지, 이름 붙여서요. 똑같은 기록이 또 있으면 그것도 같이
-- en: For each plant the name, day and figure of its highest capacity factor, ties included.
WITH ranked AS (SELECT plant.name, output.logged, output.ratio, RANK() OVER (PARTITION BY plant.id ORDER BY output.ratio DESC) AS place FROM output JOIN unit ON output.unit_id = unit.id JOIN plant ON unit.plant_id = plant.id) SELECT name, logged, ratio FROM ranked WHERE place = 1;

-- 올 1분기 발전량이 작년 1분기 대비 몇 퍼센트 변했어? 빠졌으면 음수로 나오게
-- en: By what percentage did energy in the first quarter change against last year's? Negative if it fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN logged >= '2026-01-01' AND logged <= '2026-03-31' THEN energy ELSE 0 END) - SUM(CASE WHEN logged >= '2025-01-01' AND logged <= '2025-03-31' THEN energy ELSE 0 END)) / SUM(CASE WHEN logged >= '2025-01-01' AND logged <= '2025-03-31' THEN energy ELSE 0 END), 1) FROM output;

-- 기록이 제일 오래 끊겼던 호기는 며칠이나 비었을까, 한 호기의 기록과 바로 다음 기록 사이로 따져서 날수만
-- en: What is the longest gap in days between one record and the next of the same unit?
WITH gaps AS (SELECT julianday(logged) - julianday(LAG(logged) OVER (PARTITION BY unit_id ORDER BY logged)) AS days FROM output) SELECT MAX(days) FROM gaps;

-- 점검 마치고 첫 기록이 올라오기까지 평균 며칠인가요? 점검한 날 기록도 치고, 그 뒤로 기록이 없는 호기는 뺍니다
-- en: How many days pass on average from a unit's inspection to its first record from that day on?
SELECT AVG(days) FROM (SELECT julianday(MIN(output.logged)) - julianday(unit.checked) AS days FROM output JOIN unit ON output.unit_id = unit.id WHERE output.logged >= unit.checked GROUP BY unit.id);

-- 가동 중이라면서 작년엔 있던 기록이 올해는 하나도 없는 호기, 번호하고 제조사 좀 뽑아봐
-- en: Number and manufacturer of the units that are said to be running and have records last year but none this year.
SELECT id, maker FROM unit WHERE state = '가동' AND id IN (SELECT unit_id FROM output WHERE strftime('%Y', logged) = '2025') AND id NOT IN (SELECT unit_id FROM output WHERE strftime('%Y', logged) = '2026');

-- 네 가지 날씨 기록을 모두 가진 발전소 이름
-- en: Plants with records in all four kinds of weather.
SELECT plant.name FROM output JOIN unit ON output.unit_id = unit.id JOIN plant ON unit.plant_id = plant.id GROUP BY plant.id HAVING COUNT(DISTINCT output.weather) = 4;

-- 누적 고장이 30회 넘는 발전소, 호기들 걸 다 더해서 많은 순으로 이름이랑 횟수. 횟수 같으면 이름순이요
-- en: Plants whose units add up to more than 30 failures, most first, ties by name, with the number.
SELECT plant.name, SUM(unit.failures) FROM unit JOIN plant ON unit.plant_id = plant.id GROUP BY plant.id HAVING SUM(unit.failures) > 30 ORDER BY SUM(unit.failures) DESC, plant.name;

-- 정격 100MW당 고장 횟수를 제조사별로 비교하고 싶은데, 고장 합을 출력 합으로 나눠 100 곱하고 소수 둘째 자리까지 주실래요
-- en: Failures per 100 MW of rated power by manufacturer, from the totals, to two decimals.
SELECT maker, ROUND(100.0 * SUM(failures) / SUM(power), 2) FROM unit GROUP BY maker;

-- 2025년 발전량을 달마다 누적해서 보여 주십시오. 달, 그달 발전량, 누적 순으로
-- en: Energy of 2025 by month with the running total: month, energy, running total.
WITH monthly AS (SELECT strftime('%Y-%m', logged) AS month, SUM(energy) AS total FROM output WHERE strftime('%Y', logged) = '2025' GROUP BY strftime('%Y-%m', logged)) SELECT month, total, SUM(total) OVER (ORDER BY month) FROM monthly;

-- 준공 30년 넘은 노후 발전소에서 나오는 전기가 전체의 몇 퍼센트쯤 될까?
-- en: What percentage of all energy comes from plants completed more than 30 years ago?
SELECT ROUND(100.0 * SUM(CASE WHEN plant.built < date('2026-04-30', '-30 years') THEN output.energy ELSE 0 END) / SUM(output.energy), 1) FROM output JOIN unit ON output.unit_id = unit.id JOIN plant ON unit.plant_id = plant.id;
