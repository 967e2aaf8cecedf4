// breaks: relaydesk(boundaries) #correlation/schema is seen by apps/cli/src/migrate.ts, apps/cli/src/doctor/, apps/standalone/ alone
export { migrate } from '#correlation/schema';
