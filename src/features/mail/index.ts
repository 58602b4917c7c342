/** The outbox: post, take back, deliver, evidence, mailbox. Knows addresses and ids, no product. */

export {
  type BatchView,
  closeBatch,
  openBatch,
  pauseBatch,
  resumeBatch,
  showBatches,
  stopBatch,
  takeBackSome,
} from './batches-store.ts';
export { DELIVERY_TIMES, type Delivery, type DeliveryTimes, startDelivery } from './delivery/start-delivery.ts';
export { readableLetter } from './letter/fill-letter.ts';
export { letterOf } from './letter/letter-of.ts';
export { type OwnLetter, ownLetter } from './letter/own-letters.ts';
export { mailBelongings } from './mail-belongings.ts';
export {
  type Composed,
  defineMail,
  type Fills,
  type MailDefinition,
  type MailFate,
  type MailKinds,
  mailKinds,
  type NewMail,
  type PostedMail,
} from './mail-definition.ts';
export { isMailboxServed } from './mailbox-served.ts';
export { noteOpen, pictureResponse } from './note-open.ts';
export { pictureUrl } from './open-picture.ts';
export { post } from './post-mail.ts';
export { mailRoutes } from './routes.ts';
export { takeBack } from './take-back.ts';
