/** The dialog: where words belong, choosing an issue, making a new one, and the commands around it. */
export const dialog = {
  'help.text':
    '<b>Write to me as you would to a colleague.</b> I ask where it belongs and put it there under your name.\nAnswers come here. <b>Reply</b> to a message of mine to add to its issue.\nFiles, photos and voice messages go along.\n\n/start connects your account · /cancel puts away what is not sent · /help shows this',
  'command.unknown': 'I do not know {{command}}. /help shows what I can do.',
  'cancel.done': '<b>Put away.</b> Nothing was sent.',
  'cancel.nothing': 'There is nothing to put away.',
  'draft.dropped': '<b>Dropped.</b> Nothing was sent.',
  'draft.tooMany':
    '<b>This one I did not take.</b> Please decide about one of the messages above first, then send it again.',

  'menu.where': '<b>Where does this belong?</b>',
  /** In a group, above every menu. */
  'menu.whose': '<b>{{name}}</b>,',
  'preview.words': '💬 «{{words}}»',
  'preview.files_one': '📎 {{count}} file',
  'preview.files_other': '📎 {{count}} files',
  'preview.both_one': '💬 «{{words}}» 📎 {{count}} file',
  'preview.both_other': '💬 «{{words}}» 📎 {{count}} files',

  'choose.title': '<b>Which issue?</b>',
  'choose.found': '<b>Which issue?</b> Found for «{{query}}»:',
  'choose.issue': '<a href="{{url}}">{{title}}</a> {{label}} · {{status}}',
  'choose.searching': 'Looking…',
  'choose.none': 'There is no open issue that you can see.',
  'choose.notFound': 'I found nothing for «{{query}}».',
  'choose.hint': 'Write a word to search for, or the number of an issue.',
  'choose.unavailable': '⏳ {{tracker}} does not answer right now. You can make a new issue; your words are kept.',

  'new.title': '📝 <b>{{subject}}</b>',
  'new.facts': '{{project}} · {{issueType}} · {{priority}} priority',
  'new.whichProject': '<b>Which project?</b>',
  'new.whichType': '<b>What type of issue?</b>',
  'new.whichPriority': '<b>Which priority?</b>',
  'new.askSubject': '<b>What shall it be called?</b> Write one line.',
  'new.loading': 'One moment…',
  'new.unavailable': '⏳ {{tracker}} does not answer right now. You can create it as it stands.',

  'sending.create': 'Creating <b>{{subject}}</b>…',
  'sending.comment': 'Adding to <b>{{title}}</b> {{label}}…',
  'sending.commentNew': 'Adding to <b>{{title}}</b>…',

  'edit.late': 'Your change came after the words were saved. Please write it as a new message.',
  'reply.unknown': 'I do not know what the message you answered is about.',
  'unsupported.one': 'I cannot carry {{what}}. Everything else goes along.',
  'unsupported.only': 'I cannot carry {{what}}. Please put it into words, or send it as a file.',
  'content.poll': 'a poll',
  'content.location': 'a location',
  'content.venue': 'a place',
  'content.contact': 'a contact',
  'content.dice': 'a game of dice',
  'content.game': 'a game',
  'content.story': 'a story',
  'content.checklist': 'a checklist',
  'content.invoice': 'an invoice',
  'content.giveaway': 'a giveaway',
  'content.paid-media': 'paid media',
  'content.other': 'this kind of message',

  throttled: 'That was quick. I take the rest in a moment; nothing is lost.',
  busy: '<b>This one I did not take:</b> too many of your messages are still on their way. Please send it again once they have arrived.',

  'toast.oldButton': 'This menu is from before. Here is the current one.',
  'toast.oldButtonAlone': 'This menu is from before.',
  'toast.notYours': 'This menu is someone else’s. Write to me, and you get your own.',
} as const;
