// breaks: relaydesk(boundaries) libs/lane may not see an app
export * from '#apps/gateway';
