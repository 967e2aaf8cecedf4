import { z } from 'zod';

/** A question to a child of the bench and its answer; `id` ties them. */
const Question = z.object({ id: z.int(), asked: z.unknown() });

/** Inside a child of the bench: says that it is ready, answers what its parent asks, and ends with its parent. */
export function answerAsked<T>(shape: z.ZodType<T>, answer: (asked: T) => Promise<object> | object, ready = {}): void {
  const tell = (message: object) => void process.send?.(message);
  process.on('message', (message) => {
    const { id, asked } = Question.parse(message);
    Promise.resolve(shape.parse(asked))
      .then(answer)
      .then(
        (answered) => tell({ id, answer: answered }),
        (error: Error) => tell({ id, error: error.message }),
      );
  });
  process.on('disconnect', () => process.exit(0));
  tell({ ready });
}
