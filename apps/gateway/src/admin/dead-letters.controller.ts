import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { isPostgresAway } from '#boot';
import type { DeadLetters } from '#dead-letters';
import { DEAD_LETTERS } from '../tokens.js';
import {
  DiscardAnswer,
  DiscardRequest,
  ListAnswer,
  ListRequest,
  ReplayAnswer,
  ReplayRequest,
  ShowAnswer,
  ShowRequest,
} from './requests.js';

/** By whom things are done here: what is replayed and discarded says so. Who does not say is whoever has the token. */
const operator = (by = 'adminToken') => `${by} (admin API)`;

type Answer = { status: 200 | 400 | 404 | 503; body: unknown };
const found = (body: unknown): Answer => ({ status: 200, body });

/**
 * Dead letters over HTTP, for a console: the same as `relaydesk dead-letters`. Whoever comes here has shown the token
 * before a byte of theirs was read (see `refuseEarly`). 400 says what is wrong, and never repeats what was sent; 503: the
 * database does not answer.
 */
@Controller('admin/v1/dead-letters')
export class DeadLettersController {
  constructor(@Inject(DEAD_LETTERS) private readonly deadLetters: DeadLetters) {}

  @Get()
  list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answer(reply, ListRequest, query, async (asked) =>
      found(ListAnswer.parse(await this.deadLetters.list(asked))),
    );
  }

  @Get(':number')
  show(@Param() path: object, @Query() query: object, @Res({ passthrough: true }) reply: FastifyReply) {
    return answer(reply, ShowRequest, { ...query, ...path }, async ({ number, body }) => {
      const letter = await this.deadLetters.show(number, { body: body === 'true' });
      return letter
        ? found(ShowAnswer.parse(letter))
        : { status: 404, body: { problems: ['there is no such letter'] } };
    });
  }

  /** 503 where the log did not answer; the same once more goes on where it stopped. */
  @Post('replay')
  replay(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answer(reply, ReplayRequest, json(body), async ({ letters, by }) => {
      const replayed = ReplayAnswer.parse(await this.deadLetters.replay(letters, operator(by)));
      return { status: replayed.kind === 'done' ? 200 : 503, body: replayed };
    });
  }

  @Post('discard')
  discard(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return answer(reply, DiscardRequest, json(body), async ({ letters, why, by }) => {
      const discarded = await this.deadLetters.discard(letters, { by: operator(by), why });
      return found(DiscardAnswer.parse(discarded));
    });
  }
}

async function answer<T>(
  reply: FastifyReply,
  request: z.ZodType<T>,
  given: unknown,
  act: (asked: T) => Promise<Answer>,
): Promise<unknown> {
  const asked = request.safeParse(given);
  const { status, body } = asked.success ? await act(asked.data).catch(unlessAway) : refused(asked.error);
  reply.code(status);
  return body;
}

function unlessAway(error: unknown): Answer {
  if (!isPostgresAway(error)) throw error;
  return { status: 503, body: { problems: ['the database does not answer: the same once more, later'] } };
}

/** Only our own words are repeated: zod's may name what was sent. */
const refused = (error: z.ZodError): Answer => ({
  status: 400,
  body: {
    problems: error.issues.map(
      ({ path, code, message }) => `${path.join('.') || '(all)'}: ${code === 'custom' ? message : code}`,
    ),
  },
});

/** Bytes that are no JSON fit no request. */
function json(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '');
  } catch {
    return undefined;
  }
}
