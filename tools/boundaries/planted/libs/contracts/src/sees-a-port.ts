// breaks: relaydesk(boundaries) libs/contracts may not see #ports/tracker
export type { TrackerAdapter } from '#ports/tracker';
