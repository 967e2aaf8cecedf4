// breaks: relaydesk(boundaries) the testkit is for tests
export { until } from '#testkit';
