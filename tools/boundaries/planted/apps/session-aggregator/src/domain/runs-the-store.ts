// breaks: relaydesk(boundaries) apps/session-aggregator may not see #correlation other than by
export { memoryCorrelation } from '#correlation';
