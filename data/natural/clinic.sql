-- 선생님들 중에 경력 제일 오래된 분이 누구세요?
-- en: Which doctor has the most years of experience?
SELECT name FROM doctor ORDER BY career DESC LIMIT 1;

-- 소아과 쌤 몇 분 계셔요
-- en: How many paediatricians are there?
SELECT COUNT(*) FROM doctor WHERE dept = '소아과';

-- 여기 무슨 무슨 과 봐요? 처음 와서요
-- en: Which departments are there?
SELECT DISTINCT dept FROM doctor;

-- 혈액형 기록 안 된 환자 이름 좀 뽑아줘, 다음 내원 때 물어보게
-- en: Patients whose blood type is not recorded.
SELECT name FROM patient WHERE blood IS NULL;

-- 진료비 제일 많이 나온 게 얼마였나요
-- en: How much was the highest fee?
SELECT MAX(fee) FROM visit;

-- 65세 이상 어르신 환자 몇 명이에요? 독감 백신 수량 맞춰야 해요
-- en: How many patients are 65 or older?
SELECT COUNT(*) FROM patient WHERE age >= 65;

-- 응급으로 들어온 게 총 몇 건이야
-- en: How many visits were emergencies?
SELECT COUNT(*) FROM visit WHERE kind = '응급';

-- 환자들 평균 몇 살이야?
-- en: How old are the patients on average?
SELECT AVG(age) FROM patient;

-- 산재로 오신 분들 성함 알려 주세요
-- en: Names of the patients covered by industrial accident insurance.
SELECT name FROM patient WHERE insurance = '산재보험';

-- 작년에 새로 등록한 환자가 몇 명이었는지요
-- en: How many patients registered last year?
SELECT COUNT(*) FROM patient WHERE strftime('%Y', listed) = '2025';

-- 한 시간 넘게 기다리게 한 진료가 몇 건이나 있었지
-- en: How many visits had a wait of more than an hour?
SELECT COUNT(*) FROM visit WHERE wait > 60;

-- 초진은 보통 진료비가 얼마쯤 나와요? 평균으로 알려주세요
-- en: How much is the fee for a first visit on average?
SELECT AVG(fee) FROM visit WHERE kind = '초진';

-- 예약을 50명 넘게 받는 선생님 성함이랑 몇 명까지 받는지
-- en: Doctors who take more than 50 bookings, and how many.
SELECT name, quota FROM doctor WHERE quota > 50;

-- O형이면서 쉰 살 안 넘은 환자 명단 주세요. 헌혈 캠페인 문자 보내려고 합니다
-- en: Patients with blood type O aged 50 or less.
SELECT name FROM patient WHERE blood = 'O형' AND age <= 50;

-- 이비인후과에서 제일 나중에 온 선생님이 누구예요
-- en: Who joined the ENT department last?
SELECT name FROM doctor WHERE dept = '이비인후과' ORDER BY joined DESC LIMIT 1;

-- 이씨 성 환자분들 이름 쭉 불러 줘
-- en: Names of the patients whose family name is Lee.
SELECT name FROM patient WHERE name LIKE '이%';

-- 이번 달에 진료 본 게 다 합쳐 몇 건이죠
-- en: How many visits were there this month?
SELECT COUNT(*) FROM visit WHERE strftime('%Y-%m', seen) = '2026-02';

-- 얼마나 기다렸는지 안 적힌 기록 몇 건인지 세 주세요
-- en: How many visits have no waiting time?
SELECT COUNT(*) FROM visit WHERE wait IS NULL;

-- 정형외과 선생님들 다 합치면 예약 몇 명까지 받을 수 있어?
-- en: How many bookings can the orthopaedic doctors take together?
SELECT SUM(quota) FROM doctor WHERE dept = '정형외과';

-- 진료 끝난 분들한테 문자 돌려야 하는데 어제 온 환자들 휴대폰 번호 좀 찾아 줄래
-- en: Could you find the phone numbers of yesterday's patients?
SELECT '답할 수 없음';

-- 처방 제일 많이 나간 약이 뭐예요?
-- en: Which medicine was prescribed most?
SELECT '답할 수 없음';

-- 과별로 의사가 몇 명씩인지, 인원 적은 과부터. 인원 같으면 과 이름 가나다순으로
-- en: Number of doctors by department, fewest first, ties by name of the department.
SELECT dept, COUNT(*) FROM doctor GROUP BY dept ORDER BY COUNT(*), dept;

-- 혈액형별 환자 수 알려줘. 모르는 사람은 빼고
-- en: Number of patients by blood type, without the unknown ones.
SELECT blood, COUNT(*) FROM patient WHERE blood IS NOT NULL GROUP BY blood;

-- 어느 과가 제일 오래 기다려요? 평균 대기로 하나만요
-- en: Which department has the longest average wait?
SELECT doctor.dept FROM visit JOIN doctor ON visit.doctor_id = doctor.id GROUP BY doctor.dept ORDER BY AVG(visit.wait) DESC LIMIT 1;

-- 작년 한 해 병원이 번 진료비가 과마다 얼마씩인지 원장님 보고용으로 뽑아 주세요
-- en: Total fees of last year by department.
SELECT doctor.dept, SUM(visit.fee) FROM visit JOIN doctor ON visit.doctor_id = doctor.id WHERE strftime('%Y', visit.seen) = '2025' GROUP BY doctor.dept;

-- 환자를 제일 많이 본 선생님 성함이랑 진료 건수
-- en: The doctor with the most visits, and how many.
SELECT doctor.name, COUNT(*) FROM visit JOIN doctor ON visit.doctor_id = doctor.id GROUP BY doctor.id ORDER BY COUNT(*) DESC LIMIT 1;

-- 의료급여 환자들 1회 진료비 평균 얼마나 나오는지 궁금
-- en: How much is a visit of patients on medical aid on average?
SELECT AVG(visit.fee) FROM visit JOIN patient ON visit.patient_id = patient.id WHERE patient.insurance = '의료급여';

-- 등록만 해 두고 진료는 한 번도 안 받은 환자가 누구누구인가요
-- en: Patients who registered but were never seen.
SELECT name FROM patient WHERE id NOT IN (SELECT patient_id FROM visit);

-- 올해 진료 기록이 하나도 없는 의사 이름하고 과
-- en: Doctors without any visit this year, name and department.
SELECT name, dept FROM doctor WHERE id NOT IN (SELECT doctor_id FROM visit WHERE strftime('%Y', seen) = '2026');

-- 여섯 번 이상 온 환자 이름이랑 방문 횟수요. 만성질환 관리 대상인지 보게요
-- en: Patients who came six times or more, and how often.
SELECT patient.name, COUNT(*) FROM visit JOIN patient ON visit.patient_id = patient.id GROUP BY patient.id HAVING COUNT(*) >= 6;

-- 내과에서 검진 받은 사람 몇명? 여러 번 받았어도 한 명으로
-- en: How many people had a check-up in internal medicine? Each once.
SELECT COUNT(DISTINCT visit.patient_id) FROM visit JOIN doctor ON visit.doctor_id = doctor.id WHERE doctor.dept = '내과' AND visit.kind = '검진';

-- 마흔 안 된 젊은 환자들 진료는 주로 어느 과에서 봤나, 건수 제일 많은 과 하나
-- en: Which department had the most visits by patients under forty?
SELECT doctor.dept FROM visit JOIN doctor ON visit.doctor_id = doctor.id JOIN patient ON visit.patient_id = patient.id WHERE patient.age < 40 GROUP BY doctor.dept ORDER BY COUNT(*) DESC LIMIT 1;

-- 최근 3개월 진료비 수입 합계가 얼마죠
-- en: What do the fees of the last three months come to?
SELECT SUM(fee) FROM visit WHERE seen >= date('2026-02-28', '-3 months');

-- 주말에도 응급 환자가 왔나? 토일에 온 응급이 몇 건인지
-- en: How many emergencies came on a Saturday or Sunday?
SELECT COUNT(*) FROM visit WHERE kind = '응급' AND strftime('%w', seen) IN ('0', '6');

-- 의사마다 진료를 몇 건 봤는지 이름이랑 같이, 하나도 안 본 분은 0건으로
-- en: Number of visits for each doctor, 0 for those with none.
SELECT doctor.name, COUNT(visit.id) FROM doctor LEFT JOIN visit ON visit.doctor_id = doctor.id GROUP BY doctor.id;

-- 보험 종류별로 환자 나이 평균 좀 보여 줘, 나이 많은 쪽부터
-- en: Average age by insurance, oldest first.
SELECT insurance, AVG(age) FROM patient GROUP BY insurance ORDER BY AVG(age) DESC;

-- 안과 진료 보고 10만원 넘게 낸 적 있는 환자 이름, 한 사람에 한 번씩만. 동명이인은 따로 적고
-- en: Patients who ever paid more than 100,000 won at the eye department, each once; namesakes apart.
SELECT name FROM patient WHERE id IN (SELECT visit.patient_id FROM visit JOIN doctor ON visit.doctor_id = doctor.id WHERE doctor.dept = '안과' AND visit.fee > 100000);

-- 작년 다달이 진료가 몇 건이었는지 표로 주세요, 1월이 맨 위
-- en: Number of visits in each month of last year, January on top.
SELECT strftime('%Y-%m', seen), COUNT(*) FROM visit WHERE strftime('%Y', seen) = '2025' GROUP BY strftime('%Y-%m', seen) ORDER BY strftime('%Y-%m', seen);

-- 전체 진료 중 재진 비율이 몇 퍼센트야?
-- en: What percentage of all visits is a return visit?
SELECT ROUND(100.0 * SUM(CASE WHEN kind = '재진' THEN 1 ELSE 0 END) / COUNT(*), 1) FROM visit;

-- 연령대를 10살 단위로 끊어서 환자가 몇 명씩인지 보여주세요. 20대면 20, 30대면 30 이렇게 표시하고 어린 쪽부터
-- en: Number of patients by decade of age, shown as 20, 30 and so on, youngest first.
SELECT age / 10 * 10, COUNT(*) FROM patient GROUP BY age / 10 * 10 ORDER BY age / 10 * 10;

-- 과마다 진료비 총액 1등 선생님 한 분씩, 과 이름 금액 순으로 정리
-- en: For each department, the doctor with the highest total of fees: department, name, amount.
WITH total AS (SELECT doctor.dept, doctor.name, SUM(visit.fee) AS fees FROM visit JOIN doctor ON visit.doctor_id = doctor.id GROUP BY doctor.id), ranked AS (SELECT dept, name, fees, ROW_NUMBER() OVER (PARTITION BY dept ORDER BY fees DESC) AS place FROM total) SELECT dept, name, fees FROM ranked WHERE place = 1;

-- 환자 한 분이 다녀가고 다음에 다시 올 때까지 평균 며칠 걸려요?
-- en: How many days pass on average between one visit and the next by the same patient?
WITH gaps AS (SELECT julianday(seen) - julianday(LAG(seen) OVER (PARTITION BY patient_id ORDER BY seen)) AS days FROM visit) SELECT AVG(days) FROM gaps;

-- 작년 진료비 합계가 재작년 같은 기간, 그러니까 3월부터 12월끼리만 놓고 보면 몇 퍼센트 늘었나요
-- en: By what percentage did total fees of March to December grow last year over the year before?
SELECT ROUND(100.0 * (SUM(CASE WHEN seen >= '2025-03-01' AND seen <= '2025-12-31' THEN fee ELSE 0 END) - SUM(CASE WHEN seen >= '2024-03-01' AND seen <= '2024-12-31' THEN fee ELSE 0 END)) / SUM(CASE WHEN seen >= '2024-03-01' AND seen <= '2024-12-31' THEN fee ELSE 0 END), 1) FROM visit;

-- 작년 월별 평균 대기 시간하고 그 전달보다 몇 분 길어지고 짧아졌는지. 기록 있는 달만 이어서 비교, 첫 줄은 빈칸으로 둬
-- en: Average wait by month of last year and the change from the previous month on record, empty in the first row.
WITH monthly AS (SELECT strftime('%Y-%m', seen) AS month, AVG(wait) AS average FROM visit WHERE strftime('%Y', seen) = '2025' AND wait IS NOT NULL GROUP BY strftime('%Y-%m', seen)) SELECT month, average, average - LAG(average) OVER (ORDER BY month) FROM monthly;

-- 두 군데 이상 과를 돌아다닌 환자 이름이랑 몇 개 과인지
-- en: Patients seen in two or more departments, and in how many.
SELECT patient.name, COUNT(DISTINCT doctor.dept) FROM visit JOIN doctor ON visit.doctor_id = doctor.id JOIN patient ON visit.patient_id = patient.id GROUP BY patient.id HAVING COUNT(DISTINCT doctor.dept) >= 2;

-- 등록하고 첫 진료 보기까지 며칠 걸렸는지 환자 이름이랑 보여 줘요. 진료를 한 번도 안 받은 환자는 빼고요
-- en: For each patient who was ever seen, name and days from registration to the first visit.
SELECT patient.name, julianday(MIN(visit.seen)) - julianday(patient.listed) FROM visit JOIN patient ON visit.patient_id = patient.id GROUP BY patient.id;

-- 자기 과 평균 경력보다 오래 일한 의사가 몇이나 되나
-- en: How many doctors have more experience than the average of their department?
SELECT COUNT(*) FROM doctor WHERE career > (SELECT AVG(other.career) FROM doctor AS other WHERE other.dept = doctor.dept);

-- 여태 낸 진료비가 합쳐서 50만원 넘는 환자 이름하고 총액, 많이 낸 분부터 부탁해요. 총액 같으면 이름순
-- en: Patients who paid more than 500,000 won in total, most first, ties by name.
SELECT patient.name, SUM(visit.fee) FROM visit JOIN patient ON visit.patient_id = patient.id GROUP BY patient.id HAVING SUM(visit.fee) > 500000 ORDER BY SUM(visit.fee) DESC, patient.name;

-- 병원 총수입에서 보험 종류별로 차지하는 몫이 몇 퍼센트씩이야? 진료비 기준
-- en: The share of each insurance in all fees, in percent.
SELECT patient.insurance, ROUND(100.0 * SUM(visit.fee) / (SELECT SUM(fee) FROM visit), 1) FROM visit JOIN patient ON visit.patient_id = patient.id GROUP BY patient.insurance;

-- 마지막으로 다녀간 지 1년 넘은 환자 이름이랑 마지막으로 온 날. 검진 안내 문자 보낼 거예요
-- en: Patients whose last visit is more than a year ago, with its date.
SELECT patient.name, MAX(visit.seen) FROM visit JOIN patient ON visit.patient_id = patient.id GROUP BY patient.id HAVING MAX(visit.seen) < date('2026-02-28', '-1 years');

-- 대기 시간이 적힌 진료 가운데 30분 안에 들어간 게 몇 퍼센트인지 과별로 계산해 주실 수 있나요? 딱 30분도 포함이요
-- en: Among visits with a wait on record, the percentage of at most 30 minutes, by department.
SELECT doctor.dept, ROUND(100.0 * SUM(CASE WHEN visit.wait <= 30 THEN 1 ELSE 0 END) / COUNT(*), 1) FROM visit JOIN doctor ON visit.doctor_id = doctor.id WHERE visit.wait IS NOT NULL GROUP BY doctor.dept;

-- 한 선생님한테 두 번 이상 진료받은 환자 이름이랑 그 선생님 성함, 짝지어서 보여줘
-- en: Patients seen twice or more by the same doctor, paired with the doctor.
SELECT patient.name, doctor.name FROM visit JOIN patient ON visit.patient_id = patient.id JOIN doctor ON visit.doctor_id = doctor.id GROUP BY patient.id, doctor.id HAVING COUNT(*) >= 2;
