// breaks: relaydesk(boundaries) #correlation/schema is seen by apps/cli/src/migrate.ts, apps/standalone/ alone
export { migrate } from '#correlation/schema';
