import type { FastifyInstance } from 'fastify';
import type { Tracker } from './tracker.js';

/** What an issue may be made of, as the person who asks may use it. */
export function directoryRoutes(app: FastifyInstance, { pool, whoAsks }: Tracker): void {
  const rowsOf = async (sql: string, values: unknown[] = []) => (await pool.query(sql, values)).rows;

  app.get('/directories', async (request) => {
    const { id } = await whoAsks(request);
    return {
      projects: await rowsOf(
        `SELECT p.id, p.name FROM projects p, people me WHERE me.id = $1 AND (me.role = 'service'
           OR EXISTS (SELECT FROM members m WHERE m.project_id = p.id AND m.person_id = me.id)) ORDER BY p.id`,
        [id],
      ),
      issueTypes: await rowsOf('SELECT id, name FROM issue_types ORDER BY id'),
      priorities: await rowsOf('SELECT id, name, is_default AS "isDefault" FROM priorities ORDER BY id'),
      statuses: await rowsOf('SELECT id, name, closed FROM statuses ORDER BY id'),
      engineers: await rowsOf(`SELECT id, login, name FROM people WHERE role = 'engineer' ORDER BY name`),
    };
  });
}
