/** Says which packages of OpenTelemetry are loaded once a process has started its telemetry as its environment says. */
import { registerHooks } from 'node:module';

const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    const [, name] = /node_modules\/(@opentelemetry\/[^/]+)/.exec(url) ?? [];
    if (name) loaded.add(name);
    return next(url, context);
  },
});
await import('#boot');
const { silent, startTelemetry } = await import('#telemetry');
const telemetry = await startTelemetry('gateway', process.env, silent);
await telemetry.close();
process.stdout.write(JSON.stringify([...loaded]));
