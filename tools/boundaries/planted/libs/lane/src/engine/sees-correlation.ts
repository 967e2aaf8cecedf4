// breaks: relaydesk(boundaries) libs/lane may not see #correlation
export type { Correlation } from '#correlation';
