import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { HARMS, type Harm } from '../protocol.js';

const Asked = z.object({ harm: z.enum(HARMS) });

/** `POST /api/break/<harm>`: what an SRE would do to it. */
export function harmRoutes(app: FastifyInstance, doHarm: Readonly<Record<Harm, () => Promise<void> | void>>): void {
  app.post('/api/break/:harm', async (request, reply) => {
    await doHarm[Asked.parse(request.params).harm]();
    return reply.code(204).send();
  });
}
