import { expectations } from './expectations.js';
import type { History } from './history.js';
import { judgeEcho } from './judge-echo.js';
import { judgeFiles } from './judge-files.js';
import { judgeNews } from './judge-news.js';
import { judgeOverheard } from './judge-overheard.js';
import { judgeWords } from './judge-words.js';
import { judgeOwnership } from './stale.js';
import type { Verdict } from './verdict.js';

/**
 * Everything a history says against what the product promises, and what is only counted; nothing where all is well. Its time
 * grows as the history does, where little is wrong.
 */
export function judge(history: History): Verdict[] {
  const expected = expectations(history);
  return [
    ...judgeWords(expected, history.told),
    ...judgeFiles(expected, history.told),
    ...judgeNews(history),
    ...judgeOverheard(history),
    ...judgeEcho(history),
    ...judgeOwnership(history.owned, history.deeds),
  ];
}
