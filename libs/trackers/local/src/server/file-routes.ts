import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAX_FILE } from '../protocol.js';
import { findFile, readFile, storeFile } from './files.js';
import type { Tracker } from './tracker.js';

const Upload = z.object({ name: z.string().min(1).max(255), mime: z.string().max(255).optional() });
const FileId = z.object({ id: z.string().regex(/^\d{1,15}$/) });

/** Files in and out, by stream. An upload is a raw body; its token is used once, with an issue or a comment. */
export function fileRoutes(app: FastifyInstance, { pool, whoAsks }: Tracker): void {
  app.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));

  app.post('/uploads', { bodyLimit: 2 * MAX_FILE }, async (request, reply) => {
    const person = await whoAsks(request);
    const stored = await storeFile(pool, person, Upload.parse(request.query), request.body as Readable);
    return reply.code(201).send(stored);
  });

  app.get('/files/:id/content', async (request, reply) => {
    const person = await whoAsks(request);
    const file = await findFile(pool, person, FileId.parse(request.params).id);
    return reply
      .header('content-length', file.size)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('x-content-type-options', 'nosniff')
      .type(file.mime ?? 'application/octet-stream')
      .send(readFile(pool, file));
  });
}
