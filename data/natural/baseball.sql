-- 돈 제일 많이 받는 선수 누구야
-- en: Which player earns the most?
SELECT name FROM player ORDER BY salary DESC LIMIT 1;

-- 190 넘는 장신 선수 몇 명이나 있어?
-- en: How many players are taller than 190 cm?
SELECT COUNT(*) FROM player WHERE height > 190;

-- 포수 명단 좀 뽑아 주세요, 장비 맞춰야 해서
-- en: List the catchers, please; we have to fit their gear.
SELECT name FROM player WHERE position = '포수';

-- 연봉 10억 이상인 선수 이름이랑 소속 팀
-- en: Name and team of the players on a salary of a billion won or more.
SELECT name, team FROM player WHERE salary >= 1000000000;

-- 작년에 들어온 선수들 이름 알려줘. 신인 소개 기사 쓰는 중
-- en: Names of the players who joined last year.
SELECT name FROM player WHERE strftime('%Y', joined) = '2025';

-- 언제 들어왔는지 기록이 빠진 선수가 누구죠?
-- en: Which players have no signing date recorded?
SELECT name FROM player WHERE joined IS NULL;

-- 사람 제일 많이 온 경기가 며칠이었지
-- en: On what date was the game with the biggest crowd?
SELECT played FROM game ORDER BY crowd DESC LIMIT 1;

-- 4시간 넘게 한 경기가 몇 번이나 있었어요? 지하철 막차 연장 검토 중입니다
-- en: How many games lasted more than four hours?
SELECT COUNT(*) FROM game WHERE minutes > 240;

-- 잠실은 한 경기에 평균 몇 명쯤 와?
-- en: How many people come to a game at Jamsil on average?
SELECT AVG(crowd) FROM game WHERE park = '잠실';

-- 제일 빨리 끝난 경기가 몇 분 걸렸대?
-- en: How many minutes did the shortest game take?
SELECT MIN(minutes) FROM game;

-- 어디서 중계하는지 안 적힌 경기들 날짜랑 구장 좀
-- en: Date and park of the games with no channel recorded.
SELECT played, park FROM game WHERE channel IS NULL;

-- 안타 못 치고 끝난 타격 기록 몇 건?
-- en: How many batting lines have no hit?
SELECT COUNT(*) FROM batting WHERE hits = 0;

-- 타구 제일 빨랐던 게 시속 몇 킬로야
-- en: What was the highest exit speed?
SELECT MAX(exit_speed) FROM batting;

-- 대타로 나와서 만든 타점이 다 합쳐 몇 점이에요?
-- en: How many runs did pinch hitters bat in altogether?
SELECT SUM(rbi) FROM batting WHERE lineup = '대타';

-- 경기 하는 구장이 어디어디예요? 원정 응원 다니려구요
-- en: Which parks are games played at?
SELECT DISTINCT park FROM game;

-- 팀별 평균 키, 큰 팀부터
-- en: Average height by team, tallest first.
SELECT team, AVG(height) FROM player GROUP BY team ORDER BY AVG(height) DESC;

-- 지명타자들은 평균 얼마 받나요
-- en: How much do designated hitters earn on average?
SELECT AVG(salary) FROM player WHERE position = '지명타자';

-- 올해 스포원에서 틀어 준 경기 몇 개야
-- en: How many games did Spowon show this year?
SELECT COUNT(*) FROM game WHERE channel = '스포원' AND strftime('%Y', played) = '2026';

-- 외야수 중에 제일 먼저 입단한 고참이 누구지?
-- en: Which outfielder signed first?
SELECT name FROM player WHERE position = '외야수' AND joined IS NOT NULL ORDER BY joined LIMIT 1;

-- 타율 1위가 누구예요?
-- en: Who has the best batting average?
SELECT '답할 수 없음';

-- 오늘 경기 비 와서 취소됐나요? 표 환불받아야 하는데
-- en: Was today's game rained out? I want a refund on my ticket.
SELECT '답할 수 없음';

-- 올해 구장별로 관중 몇 명씩 들었는지 총합으로 보여줘
-- en: Total attendance at each park this year.
SELECT park, SUM(crowd) FROM game WHERE strftime('%Y', played) = '2026' GROUP BY park;

-- 스톰 타자들이 지금까지 친 안타 몇 개야?
-- en: How many hits have the Storm players had so far?
SELECT SUM(batting.hits) FROM batting JOIN player ON batting.player_id = player.id WHERE player.team = '서울 스톰';

-- 최다 안타 선수 이름하고 몇 개 쳤는지 (누적으로요)
-- en: The player with the most hits overall, and how many.
SELECT player.name, SUM(batting.hits) FROM batting JOIN player ON batting.player_id = player.id GROUP BY player.id ORDER BY SUM(batting.hits) DESC LIMIT 1;

-- 타순별로 한 번 나올 때 타점이 평균 몇 점인지 비교 좀
-- en: Compare the average RBI of a batting line by place in the order.
SELECT lineup, AVG(rbi) FROM batting GROUP BY lineup;

-- 타격 기록이 하나도 없는 선수 있어요? 2군 내려가 있나
-- en: Which players have no batting line at all?
SELECT name FROM player WHERE id NOT IN (SELECT player_id FROM batting);

-- 토·일 경기 평균 관중이랑 평일 경기 평균 관중 나란히 뽑아줘, 주말 먼저
-- en: Average attendance on weekends and on weekdays side by side, weekends first.
SELECT AVG(CASE WHEN strftime('%w', played) IN ('0', '6') THEN crowd END), AVG(CASE WHEN strftime('%w', played) NOT IN ('0', '6') THEN crowd END) FROM game;

-- 사직에서 작년 여름(6~8월)에 몇 경기 했더라
-- en: How many games were there at Sajik from June to August last year?
SELECT COUNT(*) FROM game WHERE park = '사직' AND played >= '2025-06-01' AND played <= '2025-08-31';

-- 문학구장에서 안타 쳐 본 선수가 몇 명이나 되죠
-- en: How many players have had a hit at Munhak?
SELECT COUNT(DISTINCT batting.player_id) FROM batting JOIN game ON batting.game_id = game.id WHERE game.park = '문학' AND batting.hits > 0;

-- 방송사별로 경기가 보통 몇 분이나 가는지 평균 내 주세요. 편성 회의 자료입니다. 미정인 경기는 빼고요
-- en: Average game length by channel, without the games that have none.
SELECT channel, AVG(minutes) FROM game WHERE channel IS NOT NULL GROUP BY channel;

-- 입단한 지 10년 넘은 선수 이름이랑 구단, 오래된 사람부터
-- en: Name and team of the players who signed more than ten years ago, earliest first.
SELECT name, team FROM player WHERE joined < date('2026-06-15', '-10 years') ORDER BY joined;

-- 기록 한 건에 타점을 5점 이상 쓸어담은 적 있는 내야수가 누구누구야? 이름 같은 선수는 따로 적어
-- en: Which infielders have batted in five or more runs in a single line? Namesakes apart.
SELECT name FROM player WHERE position = '내야수' AND id IN (SELECT player_id FROM batting WHERE rbi >= 5);

-- 관중 만 명 넘은 날 나온 안타 총 몇 개야?
-- en: How many hits were there in games with more than 10,000 spectators?
SELECT SUM(batting.hits) FROM batting JOIN game ON batting.game_id = game.id WHERE game.crowd > 10000;

-- 선수가 열 명도 안 되는 팀은 어디예요?
-- en: Which teams have fewer than ten players?
SELECT team FROM player GROUP BY team HAVING COUNT(*) < 10;

-- 최근 한 달 경기에서 타구 속도 평균이 얼마나 나왔는지
-- en: What was the average exit speed in games of the last month?
SELECT AVG(batting.exit_speed) FROM batting JOIN game ON batting.game_id = game.id WHERE game.played >= date('2026-06-15', '-1 month');

-- 팀 연봉 총액 제일 센 구단이랑 그 금액이요
-- en: The team with the largest total salary, and the amount.
SELECT team, SUM(salary) FROM player GROUP BY team ORDER BY SUM(salary) DESC LIMIT 1;

-- 관중이 만 명을 넘긴 경기 비율이 구장마다 몇 퍼센트인지요
-- en: At each park, what percentage of games drew more than 10,000 people?
SELECT park, ROUND(100.0 * SUM(CASE WHEN crowd > 10000 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM game GROUP BY park;

-- 각 팀 연봉킹이 누구인지 팀, 이름, 연봉 순으로 알려줘
-- en: The best-paid player of each team: team, name, salary.
WITH ranked AS (SELECT team, name, salary, ROW_NUMBER() OVER (PARTITION BY team ORDER BY salary DESC) AS place FROM player) SELECT team, name, salary FROM ranked WHERE place = 1;

-- 자기 팀 평균보다 많이 받는 선수는 전부 몇 명인가요?
-- en: How many players earn more than the average of their own team?
SELECT COUNT(*) FROM player WHERE salary > (SELECT AVG(other.salary) FROM player AS other WHERE other.team = player.team);

-- 작년에 경기 있던 달마다 평균 관중하고, 바로 앞에 경기 있던 달보다 얼마나 늘었는지. 줄었으면 음수로, 작년 첫 달은 빈칸으로
-- en: For each month of last year with games, average attendance and its change from the previous month with games, negative if it fell; the first month stays empty.
WITH monthly AS (SELECT strftime('%Y-%m', played) AS month, AVG(crowd) AS average FROM game WHERE strftime('%Y', played) = '2025' GROUP BY strftime('%Y-%m', played)) SELECT month, average, average - LAG(average) OVER (ORDER BY month) FROM monthly;

-- 올해 오늘까지 평균 관중이 작년 같은 기간(1월 1일~6월 15일)보다 몇 명이나 늘었나요
-- en: By how many people did this year's average attendance to date rise over the same period of last year (January 1 to June 15)?
SELECT AVG(CASE WHEN played >= '2026-01-01' AND played <= '2026-06-15' THEN crowd END) - AVG(CASE WHEN played >= '2025-01-01' AND played <= '2025-06-15' THEN crowd END) FROM game;

-- 안타 하나에 연봉 얼마 든 셈인지 따졌을 때 제일 비싼 선수가 누구? 안타 없는 사람은 빼줘
-- en: Who is the most expensive in salary per hit? Leave out players without a hit.
SELECT player.name FROM batting JOIN player ON batting.player_id = player.id GROUP BY player.id HAVING SUM(batting.hits) > 0 ORDER BY 1.0 * player.salary / SUM(batting.hits) DESC LIMIT 1;

-- 서로 다른 구장 네 군데 이상에서 뛴 선수 이름하고 구장 수
-- en: Players who have played at four or more different parks, with the number of parks.
SELECT player.name, COUNT(DISTINCT game.park) FROM batting JOIN player ON batting.player_id = player.id JOIN game ON batting.game_id = game.id GROUP BY player.id HAVING COUNT(DISTINCT game.park) >= 4;

-- 전체 타점 중에 중심타선이 책임진게 몇 퍼센트야
-- en: What percentage of all RBIs came from the heart of the order?
SELECT ROUND(100.0 * SUM(CASE WHEN lineup = '중심 타선' THEN rbi ELSE 0 END) / SUM(rbi), 1) FROM batting;

-- 팀마다 누적 타점이랑, 리그 전체 타점에서 차지하는 비중(%)까지 많은 팀부터
-- en: For each team, its total RBIs and their share of all RBIs in percent, most first.
SELECT player.team, SUM(batting.rbi), ROUND(100.0 * SUM(batting.rbi) / (SELECT SUM(rbi) FROM batting), 1) FROM batting JOIN player ON batting.player_id = player.id GROUP BY player.team ORDER BY SUM(batting.rbi) DESC;

-- 잠실에서는 한 번도 못 뛰어 본 선수 몇 명이에요
-- en: How many players have never batted at Jamsil?
SELECT COUNT(*) FROM player WHERE id NOT IN (SELECT batting.player_id FROM batting JOIN game ON batting.game_id = game.id WHERE game.park = '잠실');

-- 포지션별로 제일 큰 선수 키랑 제일 작은 선수 키 차이가 몇 센티씩 나?
-- en: For each position, how many centimetres separate the tallest and the shortest player?
SELECT position, MAX(height) - MIN(height) FROM player GROUP BY position;

-- 구장마다 경기 없이 제일 오래 비어 있던 게 며칠인지 궁금합니다. 잔디 보수 일정 잡으려고요
-- en: For each park, the longest gap in days between one game and the next.
WITH gaps AS (SELECT park, julianday(played) - julianday(LAG(played) OVER (PARTITION BY park ORDER BY played)) AS days FROM game) SELECT park, MAX(days) FROM gaps GROUP BY park;

-- 타격 기록마다 안타가 하나씩은 꼭 들어 있는 선수 중에 네 경기 이상 나온 사람 이름
-- en: Players with four or more games and at least one hit in every line.
SELECT player.name FROM batting JOIN player ON batting.player_id = player.id GROUP BY player.id HAVING MIN(batting.hits) >= 1 AND COUNT(DISTINCT batting.game_id) >= 4;

-- 연봉 상위 8명이 친 안타가 모두 합쳐 몇 개인지 알려 주세요. 몸값 하는지 보려고요
-- en: How many hits did the eight best-paid players have altogether?
WITH rich AS (SELECT id FROM player ORDER BY salary DESC LIMIT 8) SELECT SUM(batting.hits) FROM batting JOIN rich ON batting.player_id = rich.id;

-- 올해 기록만 가지고 타점 누적 10점 이상 올린 선수 있나? 이름이랑 점수
-- en: Counting this year only, which players have 10 or more RBIs, and how many?
SELECT player.name, SUM(batting.rbi) FROM batting JOIN player ON batting.player_id = player.id JOIN game ON batting.game_id = game.id WHERE strftime('%Y', game.played) = '2026' GROUP BY player.id HAVING SUM(batting.rbi) >= 10;

-- 구장별로 관중 많은 순 2위까지 경기 좀, 공동 순위면 다. 구장, 날짜, 관중 수
-- en: The games of ranks one and two by attendance in each park, all of them where ranks are shared: park, date, attendance.
WITH ranked AS (SELECT park, played, crowd, RANK() OVER (PARTITION BY park ORDER BY crowd DESC) AS place FROM game) SELECT park, played, crowd FROM ranked WHERE place <= 2;
