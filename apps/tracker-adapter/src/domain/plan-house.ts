import type { Follow } from '#contracts';
import type { NewWork } from '#lane';
import type { Common } from './plan-command.js';
import type { RereadWork, ShowWork } from './work-body.js';

/** An issue is to be read again. */
export function planReread(body: RereadWork, common: Common): NewWork {
  const orderKey = JSON.stringify(['issue', common.endpoint, body.desk, body.issue]);
  return { ...common, kind: 'reread', effect: false, orderKey, body };
}

/** A desk's tracker is to be followed. Its id is the desk's and its tracker's: however often, it is one piece of work. */
export function planFollow(body: Follow, common: Common): NewWork {
  const endpoint = body.tracker ?? common.endpoint;
  const key = JSON.stringify(['follow', endpoint, body.desk]);
  return { ...common, id: key, endpoint, kind: 'follow', effect: false, orderKey: key, body };
}

/** News of an issue are to be shown to one recipient, in order within their chat. */
export function planShow(body: ShowWork, common: Common): NewWork {
  const orderKey = JSON.stringify(['show', common.endpoint, body.issue, body.to.chat]);
  return { ...common, kind: 'show', effect: false, orderKey, body };
}
