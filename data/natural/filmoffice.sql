-- 작품들 중에 돈 제일 많이 들인 영화가 뭔가요?
-- en: Which film has the largest budget?
SELECT title FROM film ORDER BY budget DESC LIMIT 1;

-- 벌써 극장에 걸린 작품이 몇 편이야
-- en: How many films have been released?
SELECT COUNT(*) FROM film WHERE stage = '개봉';

-- 스릴러 제목 좀 쭉 불러 줘
-- en: List the titles of the thrillers.
SELECT title FROM film WHERE genre = '스릴러';

-- 두 시간 넘는 영화 몇 편쯤 돼요?
-- en: How many films run for more than two hours?
SELECT COUNT(*) FROM film WHERE minutes > 120;

-- 러닝타임이 아직 안 나온 작품이 뭐뭐죠?
-- en: Which films have no running time yet?
SELECT title FROM film WHERE minutes IS NULL;

-- 제일 짧은 영화 제목이랑 몇 분인지 알려주라
-- en: The shortest film and its minutes.
SELECT title, minutes FROM film WHERE minutes IS NOT NULL ORDER BY minutes LIMIT 1;

-- 하루 50만원도 안 받는 촬영지 있나요? 독립영화라 예산이 빠듯합니다. 이름하고 가격이요
-- en: Sites that cost less than 500,000 won a day, name and price.
SELECT name, fee FROM site WHERE fee < 500000;

-- 영도에서 찍을 수 있는 데 어디 있어?
-- en: Where can one film in Yeongdo?
SELECT name FROM site WHERE region = '영도구';

-- 제일 널찍한 로케이션이 어딘지
-- en: Which site is the largest?
SELECT name FROM site ORDER BY area DESC LIMIT 1;

-- '바닷가'로 시작하는 장소가 총 몇 군데인가요
-- en: How many sites have names that begin with Badatga?
SELECT COUNT(*) FROM site WHERE name LIKE '바닷가%';

-- 폐교 같은 분위기 찾는데 학교로 끝나는 장소들 이름이랑 어느 구인지 좀
-- en: Sites whose names end in Hakgyo, with their district.
SELECT name, region FROM site WHERE name LIKE '%학교';

-- 아직 심사 안 끝난, 결과 칸이 빈 신청서 몇 장이에요?
-- en: How many requests have no result yet?
SELECT COUNT(*) FROM request WHERE result IS NULL;

-- 백 명 넘게 데려오겠다고 적어 낸 신청서가 몇 장이나 되지? 주민 민원 때문에
-- en: How many requests name more than 100 people?
SELECT COUNT(*) FROM request WHERE crew > 100;

-- 신청서에 적힌 지원금 중 최고액이 얼마예요
-- en: What is the highest grant on a request?
SELECT MAX(aid) FROM request;

-- 촬영일이 작년으로 잡혔던 신청이 다 합쳐 몇 건인지 연차보고서에 넣게 알려 주세요
-- en: How many requests had their shooting date last year?
SELECT COUNT(*) FROM request WHERE strftime('%Y', shot) = '2025';

-- 심사 결과 종류를 알고 싶은데요, 빈칸은 빼고요
-- en: Which results are there, leaving out the empty ones?
SELECT DISTINCT result FROM request WHERE result IS NOT NULL;

-- 코미디는 제작비 평균이 얼마나 들어
-- en: What is the average budget of the comedies?
SELECT AVG(budget) FROM film WHERE genre = '코미디';

-- 아직 기획만 하고 있는 드라마 제목 알려 줄래요?
-- en: Titles of the dramas that are still being planned.
SELECT title FROM film WHERE stage = '기획' AND genre = '드라마';

-- 이 영화 감독이 누구예요? '낯선 비밀'이요
-- en: Who directed The Strange Secret?
SELECT '답할 수 없음';

-- 해운대 촬영지 중에 주차장 딸린 데 좀 골라 줘
-- en: Which sites in Haeundae have a car park?
SELECT '답할 수 없음';

-- 장르별로 작품이 몇 편씩 있는지 편수 많은 것부터요. 편수 같으면 장르 가나다순
-- en: Films by genre, most first, ties by genre.
SELECT genre, COUNT(*) FROM film GROUP BY genre ORDER BY COUNT(*) DESC, genre;

-- 구마다 하루 빌리는 값 평균 좀 내 봐, 비싼 동네가 위로
-- en: Average daily fee by district, highest first.
SELECT region, AVG(fee) FROM site GROUP BY region ORDER BY AVG(fee) DESC;

-- 신청서 제일 많이 낸 작품 제목하고 몇 장인지 궁금해요
-- en: Which film filed the most requests, and how many?
SELECT film.title, COUNT(*) FROM request JOIN film ON request.film_id = film.id GROUP BY film.id ORDER BY COUNT(*) DESC LIMIT 1;

-- 우리한테 촬영 신청 한 번도 안 넣은 영화가 있나? 제목
-- en: Films that never filed a request.
SELECT title FROM film WHERE id NOT IN (SELECT film_id FROM request);

-- 제일 인기 있는 촬영지가 어디야? 신청 건수로
-- en: Which site drew the most requests?
SELECT site.name FROM request JOIN site ON request.site_id = site.id GROUP BY site.id ORDER BY COUNT(*) DESC LIMIT 1;

-- 해운대구에서 촬영하겠다는 신청이 몇 건 들어왔습니까
-- en: How many requests were for Haeundae-gu?
SELECT COUNT(*) FROM request JOIN site ON request.site_id = site.id WHERE site.region = '해운대구';

-- 그냥 '승인' 난 것만, 조건부 빼고, 지원금 총액이 얼마인지 봐 주세요
-- en: Total grants of the requests approved without conditions.
SELECT SUM(aid) FROM request WHERE result = '승인';

-- 액션 영화는 신청서 한 장에 사람을 평균 몇 명씩 적어 내요?
-- en: How many people does a request of an action film name on average?
SELECT AVG(request.crew) FROM request JOIN film ON request.film_id = film.id WHERE film.genre = '액션';

-- 반려당한 적 있는 작품이 총 몇 편이야? 두 번 당했어도 한 편으로 쳐줘
-- en: How many films ever had a request rejected? Each once.
SELECT COUNT(DISTINCT film_id) FROM request WHERE result = '반려';

-- 작년에 촬영 잡힌 신청이 월별로 몇 건인지 1월부터 순서대로 뽑아 주시겠어요? 하나도 없는 달은 안 나와도 됩니다
-- en: Requests by month of shooting last year, in order, months without any left out.
SELECT strftime('%Y-%m', shot), COUNT(*) FROM request WHERE strftime('%Y', shot) = '2025' GROUP BY strftime('%Y-%m', shot) ORDER BY strftime('%Y-%m', shot);

-- 촬영지별 신청 건수 전부, 신청 없는 곳도 0건으로 같이 나오게
-- en: Requests by site, 0 for sites without one.
SELECT site.name, COUNT(request.id) FROM site LEFT JOIN request ON request.site_id = site.id GROUP BY site.id;

-- 토·일에 찍겠다는 신청은 몇 건? 교통 통제 인력 배치하려고
-- en: How many requests are for a Saturday or Sunday?
SELECT COUNT(*) FROM request WHERE strftime('%w', shot) IN ('0', '6');

-- 최근 6개월 안에 기장군에 촬영 날짜 잡았던 작품 제목, 심사 결과 상관없이 한 번씩만 보여줘
-- en: Films with a shooting date in Gijang-gun in the last six months, whatever the result, each once.
SELECT DISTINCT film.title FROM request JOIN film ON request.film_id = film.id JOIN site ON request.site_id = site.id WHERE site.region = '기장군' AND request.shot >= date('2026-03-25', '-6 months');

-- 심사 결과별로 건수 정리해 줘요, 결과 안 나온 건 빼고 많은 순
-- en: Requests by result, most first, those without one left out.
SELECT result, COUNT(*) FROM request WHERE result IS NOT NULL GROUP BY result ORDER BY COUNT(*) DESC;

-- 다섯 번 이상 신청 넣은 작품들, 제목이랑 장르랑 횟수
-- en: Films with five or more requests: title, genre, how many.
SELECT film.title, film.genre, COUNT(*) FROM request JOIN film ON request.film_id = film.id GROUP BY film.id HAVING COUNT(*) >= 5;

-- 사용료 100만원 이상 하는 데서 찍겠다고 한 다큐가 있어? 제목만 중복 없이
-- en: Documentaries with a request for a site of a million won a day or more, each once.
SELECT DISTINCT title FROM film WHERE genre = '다큐멘터리' AND id IN (SELECT request.film_id FROM request JOIN site ON request.site_id = site.id WHERE site.fee >= 1000000);

-- 제작비 30억 넘는 영화들이 낸 신청서에 지원금 안 적힌 게 몇 장인지 확인 바랍니다
-- en: How many requests of films with a budget over three billion won have no grant?
SELECT COUNT(*) FROM request JOIN film ON request.film_id = film.id WHERE film.budget > 3000000000 AND request.aid IS NULL;

-- 결과 나온 신청 가운데 승인율이 얼마나 되죠? 조건부도 승인으로 쳐서 퍼센트로
-- en: What percentage of the requests with a result was approved, conditionally or not?
SELECT ROUND(100.0 * SUM(CASE WHEN result IN ('승인', '조건부 승인') THEN 1 ELSE 0 END) / COUNT(*), 1) FROM request WHERE result IS NOT NULL;

-- 구별로 퇴짜 맞는, 그러니까 반려 비율을 퍼센트로 뽑아 줘. 아직 결과 없는 건은 계산에서 빼
-- en: Percentage of requests rejected by district, those without a result left out.
SELECT site.region, ROUND(100.0 * SUM(CASE WHEN request.result = '반려' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM request JOIN site ON request.site_id = site.id WHERE request.result IS NOT NULL GROUP BY site.region;

-- 장르마다 제작비 1위 작품 하나씩. 장르, 제목, 금액 순이고 금액 같으면 제목 빠른 쪽으로
-- en: For each genre, the film with the largest budget: genre, title, budget; ties by title.
WITH ranked AS (SELECT genre, title, budget, ROW_NUMBER() OVER (PARTITION BY genre ORDER BY budget DESC, title) AS place FROM film) SELECT genre, title, budget FROM ranked WHERE place = 1;

-- 구별로 큰 장소 세 곳씩 추천해 줄 수 있어요? 구, 이름, 면적이요
-- en: The three largest sites of each district: district, name, area.
WITH ranked AS (SELECT region, name, area, ROW_NUMBER() OVER (PARTITION BY region ORDER BY area DESC) AS place FROM site) SELECT region, name, area FROM ranked WHERE place <= 3;

-- 작년 촬영분으로 신청된 인원이 달마다 합쳐 몇 명인지랑 전달 대비 증감 좀. 신청 없는 달은 빼고 남은 달끼리 비교하고, 첫 달은 비교 없이 빈칸
-- en: People named on requests by month of shooting last year, months without any left out, with the change from the one before, empty for the first.
WITH monthly AS (SELECT strftime('%Y-%m', shot) AS month, SUM(crew) AS total FROM request WHERE strftime('%Y', shot) = '2025' GROUP BY strftime('%Y-%m', shot)) SELECT month, total, total - LAG(total) OVER (ORDER BY month) FROM monthly;

-- 촬영일이 작년인 신청이 재작년인 것보다 몇 퍼센트 늘었어요? 줄었으면 마이너스로 써 주세요
-- en: By what percentage did requests with a shooting date last year grow over those of the year before? Negative if it fell.
SELECT ROUND(100.0 * (SUM(CASE WHEN strftime('%Y', shot) = '2025' THEN 1 ELSE 0 END) - SUM(CASE WHEN strftime('%Y', shot) = '2024' THEN 1 ELSE 0 END)) / SUM(CASE WHEN strftime('%Y', shot) = '2024' THEN 1 ELSE 0 END), 1) FROM request;

-- 신청서 전체로 봐서, 한 장소에 잡힌 촬영 날과 그다음 촬영 날 사이가 제일 길게 빈 게 며칠이나 되나
-- en: What is the longest gap in days between one shooting date and the next at the same site, over all requests?
WITH gaps AS (SELECT julianday(shot) - julianday(LAG(shot) OVER (PARTITION BY site_id ORDER BY shot)) AS days FROM request) SELECT MAX(days) FROM gaps;

-- 승인하고 조건부 승인 합쳐서 지원금 2천만원 넘게 가져간 작품, 제목이랑 총액으로 큰 것부터. 총액 같으면 제목순
-- en: Films that got more than 20 million won on approved requests, conditionally or not: title and total, largest first, ties by title.
SELECT film.title, SUM(request.aid) FROM request JOIN film ON request.film_id = film.id WHERE request.result IN ('승인', '조건부 승인') GROUP BY film.id HAVING SUM(request.aid) > 20000000 ORDER BY SUM(request.aid) DESC, film.title;

-- 같은 장르 평균보다 상영 시간이 긴 영화가 몇 편이나 되는지요
-- en: How many films run longer than the average of their genre?
SELECT COUNT(*) FROM film WHERE minutes > (SELECT AVG(other.minutes) FROM film AS other WHERE other.genre = film.genre);

-- 승인이든 조건부든 통과된 게 하나도 없는데 신청은 해 본 작품들 제목이 뭐야? 위로 전화라도 하게
-- en: Films that filed requests but never had one approved, conditionally or not.
SELECT title FROM film WHERE id IN (SELECT film_id FROM request) AND NOT EXISTS (SELECT 1 FROM request WHERE request.film_id = film.id AND request.result IN ('승인', '조건부 승인'));

-- 신청한 촬영지가 세 군데 이상의 구에 걸쳐 있는 작품은 몇 편입니까
-- en: How many films asked for sites in three or more districts?
SELECT COUNT(*) FROM (SELECT request.film_id FROM request JOIN site ON request.site_id = site.id GROUP BY request.film_id HAVING COUNT(DISTINCT site.region) >= 3);

-- 촬영 승인(조건부는 말고) 난 신청마다 하루씩 빌렸다고 치면 장소 사용료로 걷히는 돈이 구별로 얼마나 될까?
-- en: If each request approved without conditions rents its site for one day, how much is that by district?
SELECT site.region, SUM(site.fee) FROM request JOIN site ON request.site_id = site.id WHERE request.result = '승인' GROUP BY site.region;

-- 장르별 신청 건수가 전체 신청의 몇 퍼센트인지, 비중 큰 장르부터 부탁해요. 비중 같으면 장르 이름순
-- en: The share of each genre in all requests, largest first, ties by genre.
SELECT film.genre, ROUND(100.0 * COUNT(*) / (SELECT COUNT(*) FROM request), 1) FROM request JOIN film ON request.film_id = film.id GROUP BY film.genre ORDER BY COUNT(*) DESC, film.genre;

-- 작품마다 신청서에 적힌 첫 촬영 날이랑 마지막 촬영 날, 그 사이가 며칠인지 보여 주세요. 신청 건 있는 작품만, 제목부터
-- en: For each film with requests: title, first and last shooting date, and the days between.
SELECT film.title, MIN(request.shot), MAX(request.shot), julianday(MAX(request.shot)) - julianday(MIN(request.shot)) FROM request JOIN film ON request.film_id = film.id GROUP BY film.id;

-- 1제곱미터당 하루 사용료로 따지면 제일 저렴한 촬영지가 어디예요?
-- en: Which site is cheapest per square metre and day?
SELECT name FROM site ORDER BY 1.0 * fee / area LIMIT 1;
