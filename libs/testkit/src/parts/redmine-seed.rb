# What the tests' Redmine holds: default data, two private projects, and people who may see different things.
# Run by `rails runner`; everything else about this Redmine is asked of it by REST.
Redmine::DefaultData::Loader.load('en')

Setting.rest_api_enabled = '1'
Setting.default_language = 'en'
Setting.issue_group_assignment = '1'
Setting.attachment_max_size = '5120'
Setting.attachment_extensions_denied = 'exe'

manager = Role.find_by!(name: 'Manager')

def role(name, source, permissions)
  role = Role.create!(name: name, permissions: permissions, issues_visibility: 'default', users_visibility: 'all')
  role.copy_workflow_rules(source)
  role
end

reading = %i[view_issues view_issue_watchers save_queries]
writing = %i[add_issues add_issue_notes edit_own_issue_notes add_issue_watchers]
working = %i[edit_issues edit_issue_notes view_private_notes set_notes_private set_issues_private manage_issue_relations]
engineer = role('Engineer', manager, reading + writing + working)
customer = role('Customer', manager, reading + writing + %i[edit_own_issues])
reader = role('Reader', manager, reading)

telegram = UserCustomField.create!(
  name: 'Telegram', field_format: 'string', editable: true, visible: true, is_filter: true, is_required: false
)

def person(login, firstname, lastname)
  user = User.new(firstname: firstname, lastname: lastname, mail: "#{login}@example.net", language: 'en')
  user.login = login
  user.password = user.password_confirmation = "#{login}-password"
  user.mail_notification = 'none'
  user.save!
  user.api_key
  user
end

anna = person('anna', 'Anna', 'Karenina')
vera = person('vera', 'Vera', 'Pavlovna')
mark = person('mark', 'Mark', 'Volokhov')
boris = person('boris', 'Boris', 'Petrov')
olga = person('olga', 'Olga', 'Ilyinskaya')
second_line = Group.create!(lastname: 'Second line')
second_line.users << boris << olga

def project(name, identifier, members)
  project = Project.new(name: name, is_public: false, enabled_module_names: %w[issue_tracking])
  project.identifier = identifier
  project.trackers = Tracker.sorted.to_a
  project.save!
  members.each { |principal, role| Member.create!(project: project, principal: principal, roles: [role]) }
end

project('Web shop', 'web-shop', anna => customer, mark => customer, boris => engineer, second_line => engineer)
project('Warehouse', 'warehouse', vera => customer, anna => reader, olga => engineer)

admin = User.find_by!(login: 'admin')
admin.must_change_passwd = false
admin.save!(validate: false)
puts "admin key: #{admin.api_key}"
