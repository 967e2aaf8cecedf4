import { fileByFileId, uniqueIdOf } from '../../world/file-id.js';
import { badRequest } from '../error.js';
import { answer, type Method } from '../method.js';

/** What a bot may download (Bot API, getFile). */
const largestDownload = 20 * 2 ** 20;
/** The least a link is promised to be good for, ms. */
const linkLife = 3600_000;

export const getFile: Method = ({ params, state, ground: { history, clock } }) => {
  const id = params.text('file_id') ?? '';
  const file = fileByFileId(history.world, state.bot.id, id);
  if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.size > largestDownload) throw badRequest('file is too big');
  const at = clock.now();
  history.record({ kind: 'file-linked', at, bot: state.bot.id, file: file.key, until: at + linkLife });
  return answer({ file_id: id, file_unique_id: uniqueIdOf(file), file_size: file.size, file_path: file.path });
};
