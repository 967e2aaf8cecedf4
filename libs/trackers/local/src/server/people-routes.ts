import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from './refusal.js';
import type { Tracker } from './tracker.js';

const PERSON = 'id, login, name, role';
const Telegram = z.object({ telegram: z.string().trim().max(100) });
const PersonId = z.object({ id: z.string().regex(/^\d{1,15}$/) });

/** Who there is, and the field in which a person proves an account. */
export function peopleRoutes(app: FastifyInstance, { pool, whoAsks }: Tracker): void {
  app.get('/people/me', whoAsks);

  app.get('/people', async (request) => {
    const { role } = await whoAsks(request);
    if (role === 'customer') throw new Refusal(403, 'You may not see who else is here.');
    const { telegram } = z.object({ telegram: z.string().optional() }).parse(request.query);
    const { rows } = await pool.query(
      `SELECT ${PERSON}, telegram FROM people
       WHERE $1::text IS NULL OR telegram <> '' AND upper(telegram) = upper($1) ORDER BY id`,
      [telegram],
    );
    return { people: rows };
  });

  app.put('/people/:id/telegram', async (request, reply) => {
    const person = await whoAsks(request);
    const { id } = PersonId.parse(request.params);
    if (person.id !== id && person.role !== 'service') throw new Refusal(403, 'Only the account’s owner may do that.');
    const { telegram } = Telegram.parse(request.body);
    await pool.query('UPDATE people SET telegram = $2 WHERE id = $1', [id, telegram]);
    return reply.code(204).send();
  });
}
