-- 논문 제일 많이 쓰신 교수님이 누구예요?
-- en: Which professor wrote the most papers?
SELECT name FROM professor ORDER BY papers DESC LIMIT 1;

-- 컴공 교수님 몇 분 계셔
-- en: How many professors are there in computer engineering?
SELECT COUNT(*) FROM professor WHERE dept = '컴퓨터공학과';

-- 교필 과목 뭐뭐 있는지 쭉 보여줘
-- en: Show all required general-education courses.
SELECT title FROM course WHERE area = '교양필수';

-- 장학금 기록이 비어 있는 학생이 몇 명인지 확인 부탁드립니다
-- en: How many students have no scholarship recorded?
SELECT COUNT(*) FROM student WHERE award IS NULL;

-- 학점 4.0 이상인 애들 이름 좀. 멘토 뽑으려고
-- en: Names of the students with a grade point average of 4.0 or more.
SELECT name FROM student WHERE gpa >= 4.0;

-- 어느 건물에서 하는지 아직 안 정해진 수업이 뭐예요?
-- en: Which courses have no building yet?
SELECT title FROM course WHERE room IS NULL;

-- 100명 넘게 받는 대형 강의 몇 개나 되지
-- en: How many large courses take more than 100 people?
SELECT COUNT(*) FROM course WHERE seats > 100;

-- 올해 접수된 수강 신청 총 몇 건이에요
-- en: How many enrolments were filed this year?
SELECT COUNT(*) FROM enrol WHERE strftime('%Y', applied) = '2026';

-- 기말 제일 잘 본 게 몇 점이야?
-- en: What is the best final score?
SELECT MAX(score) FROM enrol;

-- 국문과 애들 학점 평균이 얼마쯤 돼?
-- en: What is the average grade of the Korean literature students?
SELECT AVG(gpa) FROM student WHERE dept = '국문학과';

-- 제일 최근에 부임한 교수님 성함이랑 임용일 알려주세요, 환영회 공지 쓰게요
-- en: Name and date of appointment of the professor appointed last.
SELECT name, hired FROM professor ORDER BY hired DESC LIMIT 1;

-- 강의하는 건물이 어디어디 있나요? 빈 값은 빼고요
-- en: Which buildings are used for courses, leaving out empty ones?
SELECT DISTINCT room FROM course WHERE room IS NOT NULL;

-- 제목에 '인공지능' 들어가는 수업 찾아줘
-- en: Find the courses with artificial intelligence in the title.
SELECT title FROM course WHERE title LIKE '%인공지능%';

-- '처음 배우는'으로 시작하는 강의들 정원 다 더하면 몇 명
-- en: The total enrolment limit of the courses whose titles begin with 'first steps in'.
SELECT SUM(seats) FROM course WHERE title LIKE '처음 배우는%';

-- 두 번 이하로 빠진 수강 건이 몇 건이나 있을까요
-- en: How many enrolments have at most two absences?
SELECT COUNT(*) FROM enrol WHERE absent <= 2;

-- 재수강 신청한게 전부 몇 건이야
-- en: How many enrolments are retakes?
SELECT COUNT(*) FROM enrol WHERE kind = '재수강';

-- 2000년대(2009년까지)에 임용된 교수들 이름을 먼저 오신 분부터 뽑아 주세요. 근속 표창 때문에요
-- en: Names of the professors appointed between 2000 and 2009, earliest first.
SELECT name FROM professor WHERE hired >= '2000-01-01' AND hired <= '2009-12-31' ORDER BY hired;

-- 장학금 300만원 넘게 타는 학생 이름하고 금액, 많이 받는 순으로 (같으면 이름순)
-- en: Students with a scholarship over three million won, name and amount, highest first, ties by name.
SELECT name, award FROM student WHERE award > 3000000 ORDER BY award DESC, name;

-- 기말 성적 아직 안 올라온 게 몇 건 남았어? 교무처에서 독촉 왔어
-- en: How many enrolments have no final score yet?
SELECT COUNT(*) FROM enrol WHERE score IS NULL;

-- 지난달 들어온 수강 신청 건수는?
-- en: How many enrolments were filed last month?
SELECT COUNT(*) FROM enrol WHERE strftime('%Y-%m', applied) = '2026-08';

-- 정교수도 아닌데 논문이 50편을 넘는 분들 누구누구인가요
-- en: Who is not a full professor and yet has more than 50 papers?
SELECT name FROM professor WHERE rank <> '정교수' AND papers > 50;

-- 새내기 몇 명이야? 1학년 말이야
-- en: How many freshmen are there?
SELECT COUNT(*) FROM student WHERE year = '1학년';

-- 인문관 수업은 정원이 평균 몇 명이에요? 마이크 대수 정해야 돼서
-- en: What is the average enrolment limit of courses in the humanities building?
SELECT AVG(seats) FROM course WHERE room = '인문관';

-- 3학년 경영학과 학생 명단 좀 부탁해요
-- en: Names of the third-year business students.
SELECT name FROM student WHERE year = '3학년' AND dept = '경영학과';

-- 공강 시간표 짜는 중인데 '쉽게 읽는' 시리즈 수업들 무슨 요일에 해?
-- en: On which weekday are the 'easy reading' courses held?
SELECT '답할 수 없음';

-- 과별로 학생 몇 명씩 있는지, 많은 과부터
-- en: Number of students by department, largest first.
SELECT dept, COUNT(*) FROM student GROUP BY dept ORDER BY COUNT(*) DESC;

-- 학년 올라갈수록 학점이 좋아지나? 학년별 평균 좀 보여줘, 1학년부터
-- en: Average grade by year of study, freshmen first.
SELECT year, AVG(gpa) FROM student GROUP BY year ORDER BY year;

-- 학과마다 장학금으로 나간 돈이 총 얼마인지 보고서에 넣으려고 합니다
-- en: Total scholarships by department.
SELECT dept, SUM(award) FROM student GROUP BY dept;

-- 맡은 강의가 하나도 없는 교수님 성함을 알 수 있을까요?
-- en: Which professors teach no course?
SELECT name FROM professor WHERE id NOT IN (SELECT professor_id FROM course);

-- 수강 신청을 한 번도 안 한 학생이 누구야, 연락해 봐야지
-- en: Which students never enrolled in anything?
SELECT name FROM student WHERE id NOT IN (SELECT student_id FROM enrol);

-- 강의 세 개 이상 뛰는 교수 이름이랑 몇 개 하는지
-- en: Professors with three or more courses, and how many.
SELECT professor.name, COUNT(*) FROM course JOIN professor ON course.professor_id = professor.id GROUP BY professor.id HAVING COUNT(*) >= 3;

-- 겸임교수님들이 하시는 수업 제목 다 알려줘요
-- en: Titles of the courses taught by adjunct professors.
SELECT course.title FROM course JOIN professor ON course.professor_id = professor.id WHERE professor.rank = '겸임교수';

-- 전필이랑 전선 중에 기말 점수 평균은 각각 몇 점 나왔어?
-- en: The average final score in required and in elective major courses.
SELECT course.area, AVG(enrol.score) FROM enrol JOIN course ON enrol.course_id = course.id WHERE course.area IN ('전공필수', '전공선택') GROUP BY course.area;

-- 화학과 학생들은 수강 한 건당 평균 몇 번이나 빠져요?
-- en: How many absences does a chemistry student have per enrolment on average?
SELECT AVG(enrol.absent) FROM enrol JOIN student ON enrol.student_id = student.id WHERE student.dept = '화학과';

-- 공학관에서 열리는 강의에 들어온 신청이 몇 건이죠
-- en: How many enrolments are for courses in the engineering building?
SELECT COUNT(*) FROM enrol JOIN course ON enrol.course_id = course.id WHERE course.room = '공학관';

-- 계절학기 신청해 본 학생은 몇 명? 여러 번 했어도 한 명으로 쳐줘
-- en: How many students ever enrolled in a seasonal term? Each once.
SELECT COUNT(DISTINCT student_id) FROM enrol WHERE kind = '계절학기';

-- 자기 과가 아닌 다른 과 교수님 수업을 신청한 게 총 몇 건인지 궁금해요
-- en: How many enrolments are for a course taught by a professor from a department other than the student's?
SELECT COUNT(*) FROM enrol JOIN student ON enrol.student_id = student.id JOIN course ON enrol.course_id = course.id JOIN professor ON course.professor_id = professor.id WHERE student.dept <> professor.dept;

-- 기말에서 90점 이상 받아 본 학생들 이름하고 학과 정리해줘. 여러 과목에서 받았어도 한 사람에 한 번만
-- en: Students who ever scored 90 or more in a final, name and department, each once.
SELECT name, dept FROM student WHERE id IN (SELECT student_id FROM enrol WHERE score >= 90);

-- 강의마다 신청이 몇 건씩 들어왔는지요, 폐강 검토라 신청 없는 과목도 0으로 넣어 주세요
-- en: Enrolments of each course, 0 for those without any.
SELECT course.title, COUNT(enrol.id) FROM course LEFT JOIN enrol ON enrol.course_id = course.id GROUP BY course.id;

-- 컴퓨터공학과 교수가 여는 수업 좌석이 다 합쳐서 몇 자리야?
-- en: How many seats do the courses of computer engineering professors have in total?
SELECT SUM(course.seats) FROM course JOIN professor ON course.professor_id = professor.id WHERE professor.dept = '컴퓨터공학과';

-- 전체 신청에서 재수강이 몇 퍼센트나 됩니까
-- en: What percentage of all enrolments is retakes?
SELECT ROUND(100.0 * SUM(CASE WHEN kind = '재수강' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM enrol;

-- 과마다 학점 1등 한 명이 아니라 공동 1등까지 다 나오게, 학과랑 이름이랑 학점
-- en: The students with the best grade in each department, all that share it: department, name, grade.
SELECT dept, name, gpa FROM student WHERE gpa = (SELECT MAX(other.gpa) FROM student AS other WHERE other.dept = student.dept);

-- 학과별로 논문 많은 교수님 2등까지 뽑아주세요, 동률로 2등 안에 들면 다 넣고요. 학과, 이름, 편수 순으로. 연구상 후보예요
-- en: The professors ranked first and second by papers in each department, ties included: department, name, papers.
WITH ranked AS (SELECT dept, name, papers, RANK() OVER (PARTITION BY dept ORDER BY papers DESC) AS place FROM professor) SELECT dept, name, papers FROM ranked WHERE place <= 2;

-- 작년 월별 신청 건수에다가 바로 전 줄 대비 증감도 붙여 줄래? 신청 없던 달은 빼고 순서대로, 첫 줄 증감은 빈칸
-- en: Enrolments in each month of last year that had any, in order, with the change from the row before, the first empty.
WITH monthly AS (SELECT strftime('%Y-%m', applied) AS month, COUNT(*) AS number FROM enrol WHERE strftime('%Y', applied) = '2025' GROUP BY strftime('%Y-%m', applied)) SELECT month, number, number - LAG(number) OVER (ORDER BY month) FROM monthly ORDER BY month;

-- 자기 과 교수 평균보다 논문이 많은 교수님이 전체 교수의 몇 퍼센트예요?
-- en: What percentage of professors has more papers than the average of their department?
SELECT ROUND(100.0 * SUM(CASE WHEN papers > (SELECT AVG(other.papers) FROM professor AS other WHERE other.dept = professor.dept) THEN 1 ELSE 0 END) / COUNT(*), 1) FROM professor;

-- 작년에는 신청했으면서 올해는 신청 기록이 없는 학생 이름 좀, 휴학했나 보게
-- en: Students who enrolled in something last year but in nothing this year.
SELECT name FROM student WHERE id IN (SELECT student_id FROM enrol WHERE strftime('%Y', applied) = '2025') AND id NOT IN (SELECT student_id FROM enrol WHERE strftime('%Y', applied) = '2026');

-- 한 학생이 같은 강의를 두 번 이상 신청한 경우 있나? 있으면 학생이랑 강의명, 횟수
-- en: Students who enrolled in the same course twice or more: student, course, how often.
SELECT student.name, course.title, COUNT(*) FROM enrol JOIN student ON enrol.student_id = student.id JOIN course ON enrol.course_id = course.id GROUP BY student.id, course.id HAVING COUNT(*) >= 2;

-- 여태 빠진 횟수 다 합쳐서 20번 넘는 학생이 누군지, 합계도 같이 주세요
-- en: Students with more than 20 absences in total, and the total.
SELECT student.name, SUM(enrol.absent) FROM enrol JOIN student ON enrol.student_id = student.id GROUP BY student.id HAVING SUM(enrol.absent) > 20;

-- 네 개 이상 학과 학생들이 섞여 듣는 강의 제목하고 학과 수가 궁금합니다
-- en: Courses with students of four or more departments, and the number of departments.
SELECT course.title, COUNT(DISTINCT student.dept) FROM enrol JOIN course ON enrol.course_id = course.id JOIN student ON enrol.student_id = student.id GROUP BY course.id HAVING COUNT(DISTINCT student.dept) >= 4;

-- 신청 구분마다 기말이 60점도 안 되는 비율이 몇 퍼센트야? 점수 없는 건 아예 빼고
-- en: For each kind of enrolment, the percentage with a final score under 60, those without a score left out.
SELECT kind, ROUND(100.0 * SUM(CASE WHEN score < 60 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM enrol WHERE score IS NOT NULL GROUP BY kind;

-- 첫 신청이랑 마지막 신청 사이가 2년(730일) 이상 벌어진 학생은 몇 명이나 있어요
-- en: How many students have two years (730 days) or more between their first and last enrolment?
SELECT COUNT(*) FROM (SELECT student_id FROM enrol GROUP BY student_id HAVING julianday(MAX(applied)) - julianday(MIN(applied)) >= 730);

-- 어느 과 교수님들이 점수를 제일 짜게 주시는지 기말 평균 낮은 과부터 보여줘ㅋㅋ
-- en: Which departments' professors grade hardest? Average final score by the professor's department, lowest first.
SELECT professor.dept, AVG(enrol.score) FROM enrol JOIN course ON enrol.course_id = course.id JOIN professor ON course.professor_id = professor.id GROUP BY professor.dept ORDER BY AVG(enrol.score);
