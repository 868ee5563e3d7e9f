-- 여태 관측한 것 중 제일 추웠을 때가 몇 도였어?
-- en: How low did the temperature ever go?
SELECT MIN(temp) FROM record;

-- 관측소 중에 제일 높은 데 있는 게 어디예요?
-- en: Which weather station lies highest?
SELECT name FROM station ORDER BY altitude DESC LIMIT 1;

-- 사람이 상주하는 유인 관측소 어디어디 있나요
-- en: Which weather stations are staffed?
SELECT name FROM station WHERE kind = '유인';

-- 기계가 알아서 재는 자동 관측소 몇 군데야
-- en: How many weather stations are automatic?
SELECT COUNT(*) FROM station WHERE kind = '자동';

-- 20년 넘게 일한 베테랑 관측원들 이름 좀 뽑아주세요, 장기근속 상신하려고요
-- en: Names of the observers with more than 20 years of experience.
SELECT name FROM observer WHERE career > 20;

-- 밤샘 근무 제일 많이 선 사람이 누구고 몇 번이나 섰어?
-- en: Who had the most night shifts, and how many?
SELECT name, nights FROM observer ORDER BY nights DESC LIMIT 1;

-- 강수량 칸이 빈 관측 자료가 몇 건인지 확인 부탁해요
-- en: How many records have no rainfall?
SELECT COUNT(*) FROM record WHERE rain IS NULL;

-- 0도 밑으로 떨어진 관측이 총 몇 건?
-- en: How many records are below zero degrees?
SELECT COUNT(*) FROM record WHERE temp < 0;

-- 가장 먼저 관측 시작한 곳 이름이랑 시작한 날짜가 궁금합니다
-- en: Name and date of the weather station that started first.
SELECT name, opened FROM station ORDER BY opened LIMIT 1;

-- 작년에 특보 몇 번 떴지
-- en: How many warnings were issued last year?
SELECT COUNT(*) FROM alert WHERE strftime('%Y', issued) = '2025';

-- 우리 애가 기관지가 약한데 오늘 미세먼지 수치 어때요?
-- en: What is the fine dust level today? My child has weak bronchi.
SELECT '답할 수 없음';

-- 경보까지 올라간 것 중에 제일 오래 끈 게 몇 시간짜리야
-- en: How many hours did the longest full warning last?
SELECT MAX(hours) FROM alert WHERE level = '경보';

-- 바람 부는 방향은 어떤 값들로 적혀 있어?
-- en: Which wind directions are recorded?
SELECT DISTINCT wind FROM record;

-- 비가 100mm 넘게 퍼부은 날짜를 겹치지 않게 최근 것부터 보여 주세요
-- en: Dates with more than 100 mm of rain, each once, latest first.
SELECT DISTINCT observed FROM record WHERE rain > 100 ORDER BY observed DESC;

-- 작년 12월부터 지금까지 한파 특보 몇 번 나갔어요? 수도 계량기 동파 민원 정리 중이에요
-- en: How many cold wave warnings were issued since December of last year?
SELECT COUNT(*) FROM alert WHERE kind = '한파' AND issued >= '2025-12-01';

-- 연구관님들 경력 평균 몇 년이야
-- en: How many years of experience do the senior researchers have on average?
SELECT AVG(career) FROM observer WHERE rank = '연구관';

-- 해발 100m도 안 되는 저지대 관측소 이름, 높이 알려줘
-- en: Name and altitude of the weather stations below 100 metres.
SELECT name, altitude FROM station WHERE altitude < 100;

-- 지명이 '주'로 끝나는 관측소들 찾아줄래?
-- en: Find the weather stations with names ending in ju.
SELECT name FROM station WHERE name LIKE '%주';

-- 야근 횟수를 직급별로 합치면 어느 직급이 몇 번씩인지
-- en: Total night shifts by rank.
SELECT rank, SUM(nights) FROM observer GROUP BY rank;

-- 북풍이나 북서풍 분 날 관측 건수 알려 주시겠어요
-- en: How many records have a north or north-west wind?
SELECT COUNT(*) FROM record WHERE wind IN ('북풍', '북서풍');

-- 주의보, 경보, 예비특보 각각 몇 건씩 나갔나
-- en: How many warnings of each level were issued?
SELECT level, COUNT(*) FROM alert GROUP BY level;

-- 지난달 관측 자료 몇 건 들어왔어요?
-- en: How many records were taken last month?
SELECT COUNT(*) FROM record WHERE strftime('%Y-%m', observed) = '2026-01';

-- 마지막으로 대설 특보 내린 날이 언제더라
-- en: When was the last heavy snow warning issued?
SELECT MAX(issued) FROM alert WHERE kind = '대설';

-- 하루, 그러니까 24시간도 못 가고 끝난 특보가 몇 건 있어?
-- en: How many warnings lasted less than 24 hours?
SELECT COUNT(*) FROM alert WHERE hours < 24;

-- 2000년부터 새로 생긴 관측소를 생긴 순서대로, 날짜도 같이
-- en: Weather stations opened since 2000 in order, with the date.
SELECT name, opened FROM station WHERE opened >= '2000-01-01' ORDER BY opened;

-- 폭염 경보만 몇번 있었는지요
-- en: How many full heat wave warnings were there?
SELECT COUNT(*) FROM alert WHERE kind = '폭염' AND level = '경보';

-- 제주 관측소 평균 기온이 몇 도쯤 돼요? 이사 갈까 해서
-- en: What is the average temperature at Jeju?
SELECT AVG(record.temp) FROM record JOIN station ON record.station_id = station.id WHERE station.name = '제주';

-- 관측 방식마다 관측소 수랑 해발 평균 좀
-- en: Number of weather stations and average altitude by type.
SELECT kind, COUNT(*), AVG(altitude) FROM station GROUP BY kind;

-- 특보가 단 한 번도 안 내려진 평온한 동네는 어디야? 관측소 이름으로
-- en: Which weather stations never had a warning?
SELECT name FROM station WHERE id NOT IN (SELECT station_id FROM alert);

-- 관측소별 특보 횟수를 정리해 주십시오. 한 번도 없으면 0으로 표기 바랍니다
-- en: Number of warnings at each weather station, 0 for those without any.
SELECT station.name, COUNT(alert.id) FROM station LEFT JOIN alert ON alert.station_id = station.id GROUP BY station.id;

-- 자동으로 재는 곳에서 기록된 비의 양 다 합치면 몇 mm?
-- en: How much rain did the automatic weather stations record in total?
SELECT SUM(record.rain) FROM record JOIN station ON record.station_id = station.id WHERE station.kind = '자동';

-- 특보 종류별로 평균 몇 시간씩 이어지는지, 긴 것부터 보고 싶어요
-- en: Average duration by kind of warning, longest first.
SELECT kind, AVG(hours) FROM alert GROUP BY kind ORDER BY AVG(hours) DESC;

-- 경력 10년 미만인 사람이 작성한 관측 자료는 몇 건이나 되나요, 재검토 대상이라
-- en: How many records were made by observers with less than ten years of experience?
SELECT COUNT(*) FROM record JOIN observer ON record.observer_id = observer.id WHERE observer.career < 10;

-- 연도는 무시하고 1월부터 12월까지 달별 평균 기온, 순서대로 쭉
-- en: Average temperature by calendar month from January to December, regardless of year.
SELECT strftime('%m', observed), AVG(temp) FROM record GROUP BY strftime('%m', observed) ORDER BY strftime('%m', observed);

-- 작년 6월에서 8월 사이 평균 몇 도였어? 에어컨 살지 말지 고민이네
-- en: What was the average temperature from June to August of last year?
SELECT AVG(temp) FROM record WHERE observed >= '2025-06-01' AND observed <= '2025-08-31';

-- 대설 경보 한 번이라도 받아 본 관측소들, 제설차 배치하게 이름 알려주세요
-- en: Which weather stations ever had a full heavy snow warning?
SELECT name FROM station WHERE id IN (SELECT station_id FROM alert WHERE kind = '대설' AND level = '경보');

-- 특보가 다섯 번 이상 나온 관측소가 어디고 몇 번인지 뽑아줘
-- en: Weather stations with five or more warnings, and how many.
SELECT station.name, COUNT(*) FROM alert JOIN station ON alert.station_id = station.id GROUP BY station.id HAVING COUNT(*) >= 5;

-- 어느 쪽에서 바람 불 때 제일 추워? 풍향하고 평균 기온을 추운 것부터 죽 늘어놔 봐
-- en: Average temperature by wind direction, coldest first.
SELECT wind, AVG(temp) FROM record GROUP BY wind ORDER BY AVG(temp);

-- 관측원마다 가장 최근에 관측한 날이 언제인지 이름이랑 같이요. 관측한 적 있는 분만요
-- en: For each observer who took a record, the name and the date of the latest.
SELECT observer.name, MAX(record.observed) FROM record JOIN observer ON record.observer_id = observer.id GROUP BY observer.id;

-- 해발 100미터 이상에 자리한 관측소에는 호우 특보가 몇 번 내려졌죠
-- en: How many heavy rain warnings were issued for weather stations at 100 metres or higher?
SELECT COUNT(*) FROM alert JOIN station ON alert.station_id = station.id WHERE alert.kind = '호우' AND station.altitude >= 100;

-- 나간 특보 중에 경보 단계가 몇 퍼센트 차지해?
-- en: What percentage of warnings are full warnings?
SELECT ROUND(100.0 * SUM(CASE WHEN level = '경보' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM alert;

-- 특보 종류마다 예비특보로 나간 비율을 퍼센트로 계산해 주세요
-- en: For each kind of warning, the percentage that was preliminary.
SELECT kind, ROUND(100.0 * SUM(CASE WHEN level = '예비특보' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM alert GROUP BY kind;

-- 작년 한 해 월별 총 강수량이랑 바로 앞 달 대비 얼마나 늘고 줄었는지 표로 만들어 줘. 1월은 비교 칸 비우고, 관측이 없는 달이 있으면 건너뛰고 그 앞 달이랑 비교해
-- en: Total rainfall in each month of last year with the change from the month before; January empty, months without records skipped.
WITH monthly AS (SELECT strftime('%Y-%m', observed) AS month, SUM(rain) AS total FROM record WHERE strftime('%Y', observed) = '2025' GROUP BY strftime('%Y-%m', observed)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 관측소마다 최고 기온에서 최저 기온을 뺀 폭이 제일 큰 데가 어디야, 몇 도 차이인지도
-- en: Which weather station has the widest span between highest and lowest temperature, and how many degrees?
SELECT station.name, MAX(record.temp) - MIN(record.temp) FROM record JOIN station ON record.station_id = station.id GROUP BY station.id ORDER BY MAX(record.temp) - MIN(record.temp) DESC LIMIT 1;

-- 방식별로 오래된 관측소 세 곳씩 골라 줘요. 관측 방식, 이름, 개시일 적어서
-- en: The three oldest weather stations of each type: type, name, first day.
WITH ranked AS (SELECT kind, name, opened, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY opened) AS place FROM station) SELECT kind, name, opened FROM ranked WHERE place <= 3;

-- 재작년이랑 비교해서 작년 평균 기온이 몇 도나 올랐어요? 내렸으면 마이너스로 나오게
-- en: By how many degrees did the average temperature of last year rise over the year before? Negative if it fell.
SELECT AVG(CASE WHEN strftime('%Y', observed) = '2025' THEN temp END) - AVG(CASE WHEN strftime('%Y', observed) = '2024' THEN temp END) FROM record;

-- 관측소를 일곱 군데 이상 돌면서 관측한 사람 이름이랑 몇 군데인지요. 출장비 때문에 그래요
-- en: Observers who took records at seven or more weather stations, and at how many.
SELECT observer.name, COUNT(DISTINCT record.station_id) FROM record JOIN observer ON record.observer_id = observer.id GROUP BY observer.id HAVING COUNT(DISTINCT record.station_id) >= 7;

-- 기록된 비를 다 더해서 250mm 넘는 관측소만, 이름하고 합계를 많은 순으로
-- en: Weather stations with more than 250 mm of rain in total, name and total, most first.
SELECT station.name, SUM(record.rain) FROM record JOIN station ON record.station_id = station.id GROUP BY station.id HAVING SUM(record.rain) > 250 ORDER BY SUM(record.rain) DESC;

-- 최근 6개월간 관측 자료가 끊긴 관측소가 몇 곳이나 되는지 알아봐 줘, 장비 고장일 수 있으니까
-- en: How many weather stations have no record in the last six months?
SELECT COUNT(*) FROM station WHERE id NOT IN (SELECT station_id FROM record WHERE observed >= date('2026-02-25', '-6 months'));

-- 호우 특보랑 강풍 특보를 둘 다 겪은 관측소는 어디인가요?
-- en: Which weather stations had both heavy rain and strong wind warnings?
SELECT name FROM station WHERE id IN (SELECT station_id FROM alert WHERE kind = '호우') AND id IN (SELECT station_id FROM alert WHERE kind = '강풍');

-- 같은 직급 평균보다 야간 근무를 더 많이 한 관측원 명단 좀 줘. 형평성 얘기가 나와서
-- en: Observers with more night shifts than the average of their rank.
SELECT name FROM observer WHERE nights > (SELECT AVG(other.nights) FROM observer AS other WHERE other.rank = observer.rank);

-- 한 관측소에서 특보가 한 번 나오고 다음 특보 나올 때까지 가장 길었던 게 며칠?
-- en: What is the longest gap in days between one warning and the next at the same weather station?
WITH gaps AS (SELECT julianday(issued) - julianday(LAG(issued) OVER (PARTITION BY station_id ORDER BY issued)) AS days FROM alert) SELECT MAX(days) FROM gaps;
