/** Writes as most services with TypeORM do: one `save()` for each row, which looks for it first, and a commit for each. */
import { correlationDataSource } from '#correlation/schema';
import { answerWrites } from './answer-writes.js';

const [databaseUrl = ''] = process.argv.slice(2);
const source = await correlationDataSource(databaseUrl).initialize();
const repository = source.getRepository('message_about');

answerWrites(async (rows) => {
  for (const { createdBy, ...row } of rows) await repository.save({ ...row, created_by: createdBy });
});
