import { join } from 'node:path';
import { keepSecrets } from '../folder/secrets.js';
import { findBinaries } from '../postgres/binaries.js';
import type { Postmaster } from '../postgres/postmaster-file.js';
import { postgresHome } from '../postgres/postgres-home.js';
import { postgresUser } from '../postgres/postgres-user.js';
import { readPostmaster } from '../postgres/survivor.js';
import type { Place } from './npm-start.js';

/** The Postgres of what was started in a folder; nothing where it was ended in its own way. */
export async function postmasterOf(place: Place): Promise<Postmaster | undefined> {
  const folder = join(place.folder, '.relaydesk');
  const { instance } = await keepSecrets(folder);
  const quiet = () => undefined;
  const user = await postgresUser(quiet);
  const home = await postgresHome(join(folder, 'postgres'), await findBinaries(), user, instance, quiet);
  return await readPostmaster(join(home.folder, 'data'));
}
