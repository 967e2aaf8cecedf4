// breaks: relaydesk(boundaries) libs/trackers/redmine may not see #ports/messenger
export type * from '#ports/messenger';
