/** The people and the past of Acme Support: what an empty tracker begins with. */
export const ACME_SUPPORT = `
INSERT INTO people (login, name, role) VALUES
  ('relaydesk', 'Relaydesk', 'service'),
  ('boris', 'Boris Petrov', 'engineer'),
  ('anna', 'Anna Karenina', 'customer'),
  ('mark', 'Mark Volokhov', 'customer'),
  ('vera', 'Vera Rozalskaya', 'customer');

INSERT INTO projects (name) VALUES ('Web shop'), ('Warehouse');
INSERT INTO members (project_id, person_id)
  SELECT p.id, m.id FROM projects p, people m
  WHERE (p.name, m.login) IN (
    ('Web shop', 'boris'), ('Web shop', 'anna'), ('Web shop', 'mark'),
    ('Warehouse', 'boris'), ('Warehouse', 'anna'), ('Warehouse', 'vera'));

INSERT INTO issue_types (id, name) VALUES (1, 'Support'), (2, 'Bug'), (3, 'Wish');
INSERT INTO priorities (id, name, is_default) VALUES
  (1, 'Low', false), (2, 'Normal', true), (3, 'High', false), (4, 'Urgent', false);
INSERT INTO statuses (id, name, closed) VALUES
  (1, 'New', false), (2, 'In progress', false), (3, 'Resolved', false), (4, 'Closed', true);

INSERT INTO workflow (role, from_id, to_id)
  SELECT r.role, f.id, t.id FROM (VALUES ('engineer'), ('service')) r (role), statuses f, statuses t
  WHERE f.id <> t.id AND t.name <> 'New';
INSERT INTO workflow (role, from_id, to_id) VALUES ('customer', 3, 4), ('customer', 3, 2), ('customer', 4, 2);

INSERT INTO issues
  (id, project_id, issue_type_id, priority_id, status_id, author_id, assignee_id, subject, description, created_at, updated_at)
SELECT i.id, p.id, i.type, i.priority, i.status, a.id, b.id, i.subject, i.description, now() - i.age, now() - i.age / 2
FROM (VALUES
  (4298, 'Web shop', 2, 2, 4, 'mark', 'The invoice shows the old address',
   'We moved in March, and the invoices still go to the old street.', interval '40 days'),
  (4307, 'Warehouse', 1, 3, 2, 'vera', 'Labels are printed twice',
   'Every label comes out of the printer two times since the update.', interval '9 days'),
  (4312, 'Web shop', 1, 2, 2, 'anna', 'Shop is slow',
   'In the evening a page takes ten seconds and more.', interval '3 days')
) i (id, project, type, priority, status, author, subject, description, age)
JOIN projects p ON p.name = i.project
JOIN people a ON a.login = i.author
JOIN people b ON b.login = 'boris';

INSERT INTO journals (issue_id, author_id, text, created_at)
SELECT i.id, p.id, j.text, i.updated_at
FROM (VALUES
  (4298, 'boris', 'Corrected. The next invoice has the new address.'),
  (4307, 'boris', 'The spooler sends the job again. I am looking into it.'),
  (4312, 'boris', 'I see it, too. The database is at its limit at eight o''clock.')
) j (issue, author, text)
JOIN issues i ON i.id = j.issue
JOIN people p ON p.login = j.author;
`;
