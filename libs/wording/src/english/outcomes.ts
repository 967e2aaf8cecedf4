/** What became of what a person wrote: saved, kept, partly, refused, in doubt, given up. */
export const outcomes = {
  'issue.created':
    '✅ <a href="{{url}}"><b>{{title}}</b></a> — created as {{label}}\n{{project}} · {{status}} · {{priority}}\n<i>Reply to this message to add to it.</i>',
  'comment.added': '✅ Added to <a href="{{url}}"><b>{{title}}</b></a> {{label}}',

  'kept.comment':
    '⏳ <b>Kept for {{label}}.</b> {{tracker}} does not answer right now. I add this as soon as it does, and tell you.',
  'kept.words':
    '⏳ <b>Kept.</b> {{tracker}} does not answer right now. I pass this on as soon as it does, and tell you.',
  'kept.create':
    '⏳ <b>Kept: {{subject}}.</b> {{tracker}} does not answer right now. I create this as soon as it does, and tell you.',
  'kept.commentDone': '✅ Your words of {{at}} are on {{label}} now.',
  'kept.createDone': '✅ Your words of {{at}} are <a href="{{url}}"><b>{{title}}</b></a> {{label}} now.',

  'partly.one': '⚠️ <b>On {{label}}, but without</b> <code>{{what}}</code><b>:</b> “{{why}}”',
  'partly.oneBare': '⚠️ <b>On {{label}}, but without</b> <code>{{what}}</code>. {{tracker}} gave no reason.',
  'partly.many': '⚠️ <b>On {{label}}, but without:</b>',
  'partly.item': '<code>{{what}}</code>: “{{why}}”',
  'partly.itemBare': '<code>{{what}}</code>',
  /** What was chosen, where the tracker did not keep it. */
  'chosen.private': 'the mark “private”',
  'chosen.project': 'the project chosen',
  'chosen.issueType': 'the issue type chosen',
  'chosen.priority': 'the priority chosen',

  'refused.words': '<b>Not saved.</b> {{tracker}}: “{{words}}”',
  'refused.reason': '<b>Not saved.</b> {{reason}}',
  'refused.kept': 'Your text is kept here:',
  'refused.writeAgain': 'Your words stand above in this chat; please write them again.',
  'reason.refused': '{{tracker}} did not take it and gave no reason.',
  'reason.not-allowed': 'Your account may not do this there.',
  'reason.not-found': 'This issue is not there any more, or not open to you.',
  'reason.no-access': '{{tracker}} does not let me in; please tell your administrator.',
  'reason.expired': 'It took too long.',
  'reason.no-answer': '{{tracker}} did not answer.',
  'reason.too-long-down': '{{tracker}} has not answered for too long.',
  'reason.failed': 'Something went wrong on our side; it has been noted and can be sent again.',

  'givenUp.comment': '<b>I could not add this to {{label}}.</b> {{reason}}',
  'givenUp.create': '<b>I could not create «{{subject}}».</b> {{reason}}',

  'again.comment':
    '⏳ <b>Trying again.</b> Your words are on their way to {{label}} once more; I tell you when they are there.',
  'again.create': '⏳ <b>Trying again: {{subject}}.</b> I tell you when it is created.',
  'again.words': '⏳ <b>Trying again.</b> These words are on their way once more.',

  'lost.words': '⚠️ <b>I could not take this in.</b> It has been noted. If it can be mended, you hear from me.',
  'lost.outcome':
    '⚠️ <b>I cannot tell what became of this.</b> It has been noted. If it can be mended, you hear from me.',
  'lost.news': '⚠️ <b>Something meant for you did not come through.</b> It has been noted, and may come later.',

  'twin.comment':
    '⚠️ <b>Your words are there twice:</b> <a href="{{url}}">{{label}}</a>. They were saved late, when I had sent them again; one of the two can go.',
  'twin.create':
    '⚠️ <b>Your issue is there twice:</b> <a href="{{url}}">{{label}}</a>. It was saved late, when I had sent it again; one of the two can go.',

  'doubt.title': '⚠️ <b>Did this arrive?</b> {{tracker}} broke off while saving.',
  'doubt.found': 'The last there from you: «{{found}}»',
  'doubt.nothing': 'I cannot find it there, and cannot tell whether it was saved.',
  'doubt.yours': 'Yours was: «{{words}}»',

  'file.tooBig':
    '📎 <code>{{name}}</code> ({{megabytes}} MB) did not come through: {{messenger}} gives bots at most {{limit}} MB.',
  'file.tooBigForTracker':
    '📎 <code>{{name}}</code> ({{megabytes}} MB) did not come through: {{tracker}} takes at most {{limit}} MB.',
  'file.failed': '📎 <code>{{name}}</code> did not come through.',
  'file.restSaved': 'The rest is on {{label}}.',
  'file.tooBigToShow':
    '📎 <code>{{name}}</code> ({{megabytes}} MB) is too big for {{messenger}}.\nIt is on <a href="{{url}}"><b>{{title}}</b></a> {{label}}.',
} as const;
