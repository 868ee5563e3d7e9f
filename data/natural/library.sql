-- 제일 두꺼운 책이 뭐예요? 여름 내내 읽게요
-- en: Which book is the thickest?
SELECT title FROM book ORDER BY pages DESC LIMIT 1;

-- 철학책 몇 권이나 갖고 있어?
-- en: How many philosophy books do we have?
SELECT COUNT(*) FROM book WHERE field = '철학';

-- 200쪽도 안 되는 얇은 책 좀 추천해 줘, 주말에 후딱 읽을 거. 책 제목만
-- en: Titles of books under 200 pages.
SELECT title FROM book WHERE pages < 200;

-- 아직 안 돌아온 책이 몇 권이죠
-- en: How many loans have not been returned yet?
SELECT COUNT(*) FROM loan WHERE returned IS NULL;

-- 역촌동 사는 회원 명단 부탁해요
-- en: The names of the members who live in Yeokchon-dong.
SELECT name FROM reader WHERE dong = '역촌동';

-- 올해 새로 가입하신 분 몇 분이세요?
-- en: How many people joined this year?
SELECT COUNT(*) FROM reader WHERE strftime('%Y', joined) = '2026';

-- 여태 빌린 권수로 치면 다독왕이 누구고 몇 권이나 빌렸어요? 공동이면 상패를 다 드릴 거라 전부요
-- en: Who has borrowed the most books in total, and how many? All that share it.
SELECT name, borrowed FROM reader WHERE borrowed = (SELECT MAX(borrowed) FROM reader);

-- 값이 안 적힌 책들 뽑아 주세요. 분실 변상액을 매길 수가 없네요
-- en: Books without a price.
SELECT title FROM book WHERE price IS NULL;

-- 제목에 '지도' 들어간 책 있나요
-- en: Are there books with map in the title?
SELECT title FROM book WHERE title LIKE '%지도%';

-- 가장 최근에 나온 책 제목하고 나온 날짜
-- en: Title and date of the most recently published book.
SELECT title, published FROM book ORDER BY published DESC LIMIT 1;

-- 시니어 회원분들은 한 분이 여태 평균 몇 권쯤 빌려 가셨나요
-- en: How many books has a senior member borrowed on average so far?
SELECT AVG(borrowed) FROM reader WHERE kind = '시니어';

-- 대출 기록이 찍히는 곳은 본관 말고 또 어디어디 있어?
-- en: Apart from the main building, where are loans made?
SELECT DISTINCT desk FROM loan WHERE desk <> '본관';

-- 지난달에 나간 대출 몇건이에요
-- en: How many loans were made last month?
SELECT COUNT(*) FROM loan WHERE strftime('%Y-%m', lent) = '2026-04';

-- 한 달 넘게 기다렸다가 빌린 건이 몇 건? 30일 초과로 봐 줘
-- en: How many loans came after a wait of more than 30 days?
SELECT COUNT(*) FROM loan WHERE waited > 30;

-- 열람실 몇 시에 닫아요?
-- en: When does the reading room close?
SELECT '답할 수 없음';

-- 분야별로 책값 평균이 얼마인지, 비싼 분야부터 보여 주시겠어요
-- en: Average book price by field, dearest first.
SELECT field, AVG(price) FROM book GROUP BY field ORDER BY AVG(price) DESC;

-- 책 빌려 가고 아직 반납 안한 사람 이름이랑 책 제목 좀. 독촉 전화 돌리게
-- en: Who has not returned a book yet, and which book?
SELECT reader.name, book.title FROM loan JOIN reader ON loan.reader_id = reader.id JOIN book ON loan.book_id = book.id WHERE loan.returned IS NULL;

-- 제일 인기 많은 분야가 뭐야? 대출 건수로
-- en: Which field is the most popular by number of loans?
SELECT book.field FROM loan JOIN book ON loan.book_id = book.id GROUP BY book.field ORDER BY COUNT(*) DESC LIMIT 1;

-- 어린이 회원이 이동도서관 버스에서 빌린 게 몇 번이나 되나요?
-- en: How many times did child members borrow at the mobile library?
SELECT COUNT(*) FROM loan JOIN reader ON loan.reader_id = reader.id WHERE reader.kind = '어린이' AND loan.desk = '이동도서관';

-- 회원증만 만들어 놓고 대출 기록이 하나도 없는 분들 성함이요
-- en: Names of the members without a single loan on record.
SELECT name FROM reader WHERE id NOT IN (SELECT reader_id FROM loan);

-- 빌려 가서 보통 며칠 만에 가져와요? 반납된 것만 평균 내 주세요
-- en: After how many days is a book returned on average, counting returned ones only?
SELECT AVG(julianday(returned) - julianday(lent)) FROM loan WHERE returned IS NOT NULL;

-- 안 가져온 책 중에 제일 오래 나가 있는 건 오늘로 며칠째지?
-- en: Of the books not returned, for how many days has the longest been out as of today?
SELECT MAX(julianday('2026-05-31') - julianday(lent)) FROM loan WHERE returned IS NULL;

-- 무인대출기로 처리된 비율이 전체 대출의 몇 퍼센트인지 알려 주십시오. 한 대 더 들일지 검토 중입니다
-- en: What percentage of all loans goes through the self-service machine?
SELECT ROUND(100.0 * SUM(CASE WHEN desk = '무인대출기' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM loan;

-- 동네마다 회원이 몇 명이고 여태 빌린 책이 합쳐서 몇 권인지, 회원의 누적 권수로요
-- en: For each neighbourhood, the number of members and the sum of their books borrowed so far.
SELECT dong, COUNT(*), SUM(borrowed) FROM reader GROUP BY dong;

-- 분야마다 두꺼운 순으로 두 권씩 골라 줘. 분야, 제목, 쪽수
-- en: The two thickest books of each field: field, title, pages.
WITH ranked AS (SELECT field, title, pages, ROW_NUMBER() OVER (PARTITION BY field ORDER BY pages DESC) AS place FROM book) SELECT field, title, pages FROM ranked WHERE place <= 2;

-- 같은 책을 두 번 이상 빌린 사람이 있어요? 이름이랑 책 제목, 몇 번인지까지요
-- en: Who borrowed the same book two or more times: name, title, how often?
SELECT reader.name, book.title, COUNT(*) FROM loan JOIN reader ON loan.reader_id = reader.id JOIN book ON loan.book_id = book.id GROUP BY reader.id, book.id HAVING COUNT(*) >= 2;

-- 세 분야 이상 골고루 빌려 읽은 대학생 이름 좀 알려주라
-- en: Names of university students who borrowed books from three or more fields.
SELECT reader.name FROM loan JOIN reader ON loan.reader_id = reader.id JOIN book ON loan.book_id = book.id WHERE reader.kind = '대학생' GROUP BY reader.id HAVING COUNT(DISTINCT book.field) >= 3;

-- 최근 6개월 동안 아무도 안 빌려 간 책이 몇 권이나 있나요. 서가 정리 후보로 올리려고요
-- en: How many books did nobody borrow in the last six months?
SELECT COUNT(*) FROM book WHERE id NOT IN (SELECT book_id FROM loan WHERE lent >= date('2026-05-31', '-6 months'));

-- 2025년 월별 대출 건수와 그 전달 대비 증감을 나란히 정리해 주세요. 2025년 안에서만 비교하고 첫 줄 증감은 비워 두세요. 대출 없는 달은 빼고 바로 윗줄하고 비교하면 됩니다
-- en: Loans by month of 2025 with the change from the month before, within 2025 only, the first change empty; leave out months without loans and compare with the row above.
WITH monthly AS (SELECT strftime('%Y-%m', lent) AS month, COUNT(*) AS loans FROM loan WHERE strftime('%Y', lent) = '2025' GROUP BY strftime('%Y-%m', lent)) SELECT month, loans, loans - LAG(loans) OVER (ORDER BY month) FROM monthly;

-- 나온 지 1년도 안 된 신간은 대기가 더 긴가? '신간' '구간' 나눠서 평균 며칠 기다렸는지. 오늘 기준으로 나온 날짜만 봐, 딱 1년 된 건 구간
-- en: Is the wait longer for books published less than a year ago as of today? Average wait for both, labelled so; exactly one year is old.
SELECT CASE WHEN book.published > date('2026-05-31', '-1 years') THEN '신간' ELSE '구간' END, AVG(loan.waited) FROM loan JOIN book ON loan.book_id = book.id GROUP BY CASE WHEN book.published > date('2026-05-31', '-1 years') THEN '신간' ELSE '구간' END;
