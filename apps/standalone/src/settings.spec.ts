import { describe, expect, it } from '@jest/globals';
import { CannotStart } from './cannot-start.js';
import { servicesEnvironment } from './services-environment.js';
import { readSettings } from './settings.js';

describe('what the environment asks for', () => {
  it('is the simulated messenger and the local tracker at port 8080 where it asks for nothing', () => {
    expect(readSettings({})).toMatchObject({ port: 8_080, botToken: undefined, redmineUrl: undefined });
  });

  it('is a real bot as soon as there is a token, and Redmine with it as soon as there is one', () => {
    const env = { TELEGRAM_BOT_TOKEN: '1:a', REDMINE_URL: 'http://redmine.internal', REDMINE_API_KEY: 'key' };
    expect(readSettings(env)).toMatchObject({ botToken: '1:a', redmineUrl: 'http://redmine.internal' });
  });

  it.each([{ PORT: 'many' }, { PORT: '70000' }, { REDMINE_URL: 'http://redmine.internal' }])(
    'says what is wrong with %j',
    (env) => {
      expect(() => readSettings(env)).toThrow(CannotStart);
    },
  );
});

describe('the environment of the services', () => {
  const secrets = { instance: 'i', databasePassword: 'd', codes: 'c', trackerToken: 't', hookSecret: 'h' };
  const setting = { databaseUrl: 'postgres://here', port: 4_000, bot: { token: '1:a', apiRoot: 'http://simulator' } };

  it('has what the parent has started, whatever was set outside', () => {
    const localTracker = { url: 'http://tracker', publicUrl: 'http://page' };
    const env = servicesEnvironment({ PORT: '80', DATABASE_URL: 'postgres://there' }, secrets, {
      ...setting,
      localTracker,
    });
    expect(env).toMatchObject({
      PORT: '4000',
      DATABASE_URL: 'postgres://here',
      LOCAL_TRACKER_TOKEN: 't',
      LOCAL_TRACKER_URL: 'http://tracker',
    });
  });

  it('has nothing of a cluster, and keeps the rest', () => {
    const env = servicesEnvironment(
      { KAFKA_BROKERS: 'k:1', REDIS_URL: 'redis://r', PUBLIC_URL: 'https://p', LANES: '4' },
      secrets,
      setting,
    );
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['KAFKA_BROKERS']));
    expect(env).toMatchObject({ LANES: '4' });
    expect(env['REDIS_URL'] ?? env['PUBLIC_URL'] ?? env['LOCAL_TRACKER_URL']).toBeUndefined();
  });
});
