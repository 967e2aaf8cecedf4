// breaks: relaydesk(boundaries) libs/trackers/redmine may not see another adapter
export * from '#trackers/local';
