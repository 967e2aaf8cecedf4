import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from './refusal.js';
import type { Tracker } from './tracker.js';

const Filter = z.object({ telegram: z.string().optional() });
const Telegram = z.object({ telegram: z.string().trim().max(100) });
const PersonId = z.object({ id: z.string().regex(/^\d{1,15}$/) });

/** Who there is, and the field in which a person proves an account: shown to its owner, searched by the service alone. */
export function peopleRoutes(app: FastifyInstance, { pool, whoAsks }: Tracker): void {
  app.get('/people/me', async (request) => {
    const person = await whoAsks(request);
    const { rows } = await pool.query<{ telegram: string }>('SELECT telegram FROM people WHERE id = $1', [person.id]);
    return { ...person, telegram: rows[0]?.telegram };
  });

  app.get('/people', async (request) => {
    const { role } = await whoAsks(request);
    const { telegram } = Filter.parse(request.query);
    if (role === 'customer') throw new Refusal(403, 'You may not see who else is here.');
    if (telegram !== undefined && role !== 'service') throw new Refusal(403, 'You may not look for codes.');
    const { rows } = await pool.query(
      `SELECT id, login, name, role FROM people
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
