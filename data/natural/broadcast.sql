-- 우리 방송국에서 한 회 찍는 데 돈 제일 많이 드는 프로가 뭐예요?
-- en: Which of our programmes costs the most per episode?
SELECT title FROM program ORDER BY cost DESC LIMIT 1;

-- 19금으로 나간 방송 몇 편이나 돼?
-- en: How many episodes went out rated 19?
SELECT COUNT(*) FROM episode WHERE age = '19세';

-- 역대 최고 시청률 몇 프로까지 찍어 봤지
-- en: What is the highest audience share we ever reached?
SELECT MAX(share) FROM episode;

-- 드라마국 피디들 명단 좀 뽑아 주세요. 회식 자리 예약하게요
-- en: List the producers of the drama bureau.
SELECT name FROM producer WHERE bureau = '드라마국';

-- 시청률 집계가 아직 안 들어온 방송분이 몇 개인지 확인해 주시겠어요
-- en: How many episodes have no audience share yet?
SELECT COUNT(*) FROM episode WHERE share IS NULL;

-- 한 시간 반 넘게 내보낸 방송 총 몇 편이야
-- en: How many episodes ran for more than an hour and a half?
SELECT COUNT(*) FROM episode WHERE minutes > 90;

-- 광고 25개 이상 팔린 방송이 나간 날짜들, 겹치는 날은 한 번만 보여줘
-- en: On which dates did episodes with 25 or more adverts go out? Each date once.
SELECT DISTINCT aired FROM episode WHERE ads >= 25;

-- 2005년 되기 전에 들어온 고참 연출자들 이름하고 들어온 날, 제일 오래된 분부터
-- en: Producers who joined before 2005, name and date, longest-serving first.
SELECT name, hired FROM producer WHERE hired < '2005-01-01' ORDER BY hired;

-- 월욜에 하는 프로 뭐뭐 있어
-- en: Which programmes are on Mondays?
SELECT title FROM program WHERE slot = '월요일';

-- 제목에 '골목' 들어간 프로그램 전부 알려줘요, 표절 시비 났거든요
-- en: All programmes with Golmok in the title.
SELECT title FROM program WHERE title LIKE '%골목%';

-- '수상한'으로 시작하는 프로가 몇 개나 되는 거야 대체
-- en: How many programmes have a title beginning with Susanghan?
SELECT COUNT(*) FROM program WHERE title LIKE '수상한%';

-- 저희 프로그램 장르가 어떤 것들로 나뉘어 있나요?
-- en: Which genres are our programmes divided into?
SELECT DISTINCT genre FROM program;

-- 주말에 편성된 프로그램 개수 좀
-- en: How many programmes are scheduled at the weekend?
SELECT COUNT(*) FROM program WHERE slot IN ('토요일', '일요일');

-- 데이터에 마지막으로 잡힌 방송이 언제 나간 거예요?
-- en: When did the latest episode on record go out?
SELECT MAX(aired) FROM episode;

-- 여태 마흔 편 넘게 연출한 베테랑이 누구누구예요? 편수도 같이요
-- en: Which producers have made more than forty works, and how many?
SELECT name, works FROM producer WHERE works > 40;

-- 회당 5천만원도 안 들이고 만드는 알뜰한 프로 있으면 제목이랑 얼마인지
-- en: Programmes that cost less than 50 million won per episode, with the cost.
SELECT title, cost FROM program WHERE cost < 50000000;

-- 올해 들어 전파 탄 게 몇 편이지
-- en: How many episodes have gone out this year?
SELECT COUNT(*) FROM episode WHERE strftime('%Y', aired) = '2026';

-- 예능 하나 찍으려면 회당 평균 얼마 잡아야 합니까
-- en: How much does an entertainment programme cost per episode on average?
SELECT AVG(cost) FROM program WHERE genre = '예능';

-- 온 가족이 같이 볼 수 있는 전체 관람가 방송, 평균 길이가 몇 분이에요?
-- en: How many minutes does an episode for all ages run on average?
SELECT AVG(minutes) FROM episode WHERE age = '전체 관람가';

-- 토요일 예능 엠씨가 누군지 이름 좀 알려줘
-- en: Who hosts the Saturday entertainment shows?
SELECT '답할 수 없음';

-- 장르마다 프로그램을 몇 개씩 갖고 있는지 세어 주세요
-- en: How many programmes do we have of each genre?
SELECT genre, COUNT(*) FROM program GROUP BY genre;

-- 시사국 예능국 이런 국별로 피디 몇 명 있어?
-- en: How many producers are there in each bureau?
SELECT bureau, COUNT(*) FROM producer GROUP BY bureau;

-- 작년에 달마다 몇 편씩 내보냈는지 1월부터 순서대로 정리 부탁드립니다
-- en: How many episodes went out in each month of last year, from January on?
SELECT strftime('%Y-%m', aired), COUNT(*) FROM episode WHERE strftime('%Y', aired) = '2025' GROUP BY strftime('%Y-%m', aired) ORDER BY strftime('%Y-%m', aired);

-- 무슨 요일에 편성된 프로가 시청률이 잘 나오나요? 요일별 평균으로 높은 쪽부터요
-- en: Average audience share by the weekday of the programme, highest first.
SELECT program.slot, AVG(episode.share) FROM episode JOIN program ON episode.program_id = program.id GROUP BY program.slot ORDER BY AVG(episode.share) DESC;

-- 드라마 중에 회차 평균 시청률이 제일 높았던 작품이 뭐야
-- en: Which drama had the highest average share over its episodes?
SELECT program.title FROM episode JOIN program ON episode.program_id = program.id WHERE program.genre = '드라마' GROUP BY program.id ORDER BY AVG(episode.share) DESC LIMIT 1;

-- 교양국 사람들이 맡은 프로그램 제목 쭉 보여주세요
-- en: Titles of the programmes made by producers of the culture bureau.
SELECT program.title FROM program JOIN producer ON program.producer_id = producer.id WHERE producer.bureau = '교양국';

-- 프로그램마다 지금까지 몇 번 방송됐는지, 한 번도 못 나간 건 0으로 넣어서
-- en: How many episodes of each programme have aired, 0 for those with none?
SELECT program.title, COUNT(episode.id) FROM program LEFT JOIN episode ON episode.program_id = program.id GROUP BY program.id;

-- 만들기로 해 놓고 방송은 한 번도 못 탄 프로가 있다면서? 제목이 뭔데
-- en: Which programmes never went on air?
SELECT title FROM program WHERE id NOT IN (SELECT program_id FROM episode);

-- 지금 맡은 프로그램이 없는 피디 이름이랑 어느 국인지 알려줘, 새 기획 좀 붙이게
-- en: Producers without any programme, name and bureau.
SELECT name, bureau FROM producer WHERE id NOT IN (SELECT producer_id FROM program);

-- 혼자 프로그램 세 개 이상 끌어안고 있는 연출자 이름이랑 몇 개 하는지요. 번아웃 올까 봐요
-- en: Producers with three or more programmes, and how many.
SELECT producer.name, COUNT(*) FROM program JOIN producer ON program.producer_id = producer.id GROUP BY producer.id HAVING COUNT(*) >= 3;

-- 다큐는 보통 몇 분짜리로 나가? 평균 내 줘
-- en: How many minutes does a documentary episode run on average?
SELECT AVG(episode.minutes) FROM episode JOIN program ON episode.program_id = program.id WHERE program.genre = '다큐멘터리';

-- 최근 6개월 19세 등급 방송들 시청률 평균이 얼마예요
-- en: What is the average share of the episodes rated 19 over the last six months?
SELECT AVG(share) FROM episode WHERE age = '19세' AND aired >= date('2026-07-15', '-6 months');

-- 광고를 다 합쳐서 제일 많이 붙인 프로그램하고 그 개수
-- en: The programme with the most adverts in total, and how many.
SELECT program.title, SUM(episode.ads) FROM episode JOIN program ON episode.program_id = program.id GROUP BY program.id ORDER BY SUM(episode.ads) DESC LIMIT 1;

-- 등급별로 한 편에 광고가 평균 몇 개 들어가는지 비교해 주세요
-- en: Compare the average number of adverts per episode by age rating.
SELECT age, AVG(ads) FROM episode GROUP BY age;

-- 시트콤인데 시청률 8% 넘겨 본 거 제목 뭐뭐야?
-- en: Which sitcoms ever got a share over 8 %?
SELECT title FROM program WHERE genre = '시트콤' AND id IN (SELECT program_id FROM episode WHERE share > 8);

-- 입사한 지 10년 넘은 연출자 몇 명이나 되나요? 장기근속 포상 준비 중입니다
-- en: How many producers joined more than ten years ago?
SELECT COUNT(*) FROM producer WHERE hired < date('2026-07-15', '-10 years');

-- 드라마국도 아니면서 드라마 연출하는 사람 누구누구 있어? 이름 겹치지 않게
-- en: Which producers outside the drama bureau make a drama? Each once.
SELECT DISTINCT name FROM producer WHERE bureau <> '드라마국' AND id IN (SELECT producer_id FROM program WHERE genre = '드라마');

-- 지난달에 방송 나간 프로그램 제목들, 여러 번 나갔어도 한 번씩만
-- en: Titles of the programmes that were on air last month, each once.
SELECT title FROM program WHERE id IN (SELECT program_id FROM episode WHERE strftime('%Y-%m', aired) = '2026-06');

-- 전체 방송분 가운데 19세짜리가 몇 퍼센트나 되는지 심의실에서 물어보네요
-- en: What percentage of all episodes is rated 19?
SELECT ROUND(100.0 * SUM(CASE WHEN age = '19세' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM episode;

-- 작년에 장르별로 제작비를 얼마씩 썼는지 뽑아줘. 방송 나간 편수만큼 회당 제작비를 곱해서 합치면 돼
-- en: How much was spent on each genre last year, counting the cost per episode for every episode aired?
SELECT program.genre, SUM(program.cost) FROM episode JOIN program ON episode.program_id = program.id WHERE strftime('%Y', episode.aired) = '2025' GROUP BY program.genre;

-- 장르별로 평균 시청률 1등 프로그램만 하나씩, 장르랑 제목이랑 그 평균까지
-- en: For each genre, the programme with the highest average share: genre, title, average.
WITH average AS (SELECT program.genre, program.title, AVG(episode.share) AS share FROM episode JOIN program ON episode.program_id = program.id GROUP BY program.id), ranked AS (SELECT genre, title, share, ROW_NUMBER() OVER (PARTITION BY genre ORDER BY share DESC) AS place FROM average) SELECT genre, title, share FROM ranked WHERE place = 1;

-- 올해 달마다 평균 시청률이랑, 바로 앞 달하고 비교해서 얼마나 오르내렸는지 보여줘. 시청률 나온 방송이 없는 달은 건너뛰고 남은 달끼리 비교, 첫 달은 비워 두고
-- en: This year's average share by month and its change from the month before, months without a share skipped, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', aired) AS month, AVG(share) AS average FROM episode WHERE strftime('%Y', aired) = '2026' AND share IS NOT NULL GROUP BY strftime('%Y-%m', aired)) SELECT month, average, average - LAG(average) OVER (ORDER BY month) FROM monthly;

-- 올 상반기 평균 시청률이 작년 상반기보다 몇 퍼센트포인트 높아요? 낮으면 음수로 주세요
-- en: By how many points is the average share of this year's first half above that of last year's? Negative if below.
SELECT AVG(CASE WHEN aired >= '2026-01-01' AND aired <= '2026-06-30' THEN share END) - AVG(CASE WHEN aired >= '2025-01-01' AND aired <= '2025-06-30' THEN share END) FROM episode;

-- 같은 장르 평균보다 회당 제작비를 더 쓰는 프로그램이 몇 개나 되는지 알고 싶어요
-- en: How many programmes cost more per episode than the average of their genre?
SELECT COUNT(*) FROM program WHERE cost > (SELECT AVG(other.cost) FROM program AS other WHERE other.genre = program.genre);

-- 한 프로그램이 방송 한 번 나가고 다음 방송까지 제일 오래 쉰 게 며칠이었죠?
-- en: What is the longest gap in days between two consecutive episodes of the same programme?
WITH gaps AS (SELECT julianday(aired) - julianday(LAG(aired) OVER (PARTITION BY program_id ORDER BY aired)) AS days FROM episode) SELECT MAX(days) FROM gaps;

-- 광고 다 더해서 100개 넘는 프로그램 제목이랑 합계, 많은 것부터. 합계가 같으면 제목 가나다순
-- en: Programmes with more than 100 adverts in total, most first, ties by title.
SELECT program.title, SUM(episode.ads) FROM episode JOIN program ON episode.program_id = program.id GROUP BY program.id HAVING SUM(episode.ads) > 100 ORDER BY SUM(episode.ads) DESC, program.title;

-- 등급이 오락가락해서 세 가지 이상 등급으로 나간 프로그램, 제목 좀 줘 봐
-- en: Which programmes went out under three or more different age ratings?
SELECT program.title FROM episode JOIN program ON episode.program_id = program.id GROUP BY program.id HAVING COUNT(DISTINCT episode.age) >= 3;

-- 작년에는 나갔는데 올해는 한 번도 방송 안 한 프로가 몇 개예요? 폐지된 건지 확인하려고요
-- en: How many programmes were on air last year but not once this year?
SELECT COUNT(*) FROM program WHERE id IN (SELECT program_id FROM episode WHERE strftime('%Y', aired) = '2025') AND id NOT IN (SELECT program_id FROM episode WHERE strftime('%Y', aired) = '2026');

-- 주말 편성이랑 평일 편성 중 시청률 어느 쪽이 나아? '주말', '평일'로 묶어서 평균 내줘
-- en: Average share for weekend and for weekday programmes, labelled so.
SELECT CASE WHEN program.slot IN ('토요일', '일요일') THEN '주말' ELSE '평일' END, AVG(episode.share) FROM episode JOIN program ON episode.program_id = program.id GROUP BY CASE WHEN program.slot IN ('토요일', '일요일') THEN '주말' ELSE '평일' END;

-- 국마다 작품 제일 많이 한 에이스가 누군지 국 이름이랑 사람 이름으로. 편수가 같으면 먼저 입사한 사람으로 해 주세요
-- en: For each bureau, the producer with the most works; if equal, the one hired first.
WITH ranked AS (SELECT bureau, name, ROW_NUMBER() OVER (PARTITION BY bureau ORDER BY works DESC, hired) AS place FROM producer) SELECT bureau, name FROM ranked WHERE place = 1;

-- 시청률 나온 방송만 놓고, 전체 평균보다 높았던 게 몇 퍼센트예요?
-- en: Of the episodes with a share on record, what percentage is above the overall average?
SELECT ROUND(100.0 * SUM(CASE WHEN share > (SELECT AVG(share) FROM episode) THEN 1 ELSE 0 END) / COUNT(*), 1) FROM episode WHERE share IS NOT NULL;

-- 여태 붙은 광고 전체에서 장르별로 차지하는 비중이 몇 퍼센트씩인지, 영업팀 보고용
-- en: The share of each genre in all adverts ever run, in percent.
SELECT program.genre, ROUND(100.0 * SUM(episode.ads) / (SELECT SUM(ads) FROM episode), 1) FROM episode JOIN program ON episode.program_id = program.id GROUP BY program.genre;
