/**
 * What people reach for first when they must think of a password, in the languages we speak. Folded: lower case, no
 * accents, digits and signs that stand for letters read as those letters. A word here is worth almost nothing to a
 * guesser, so a password made of such words alone is refused. Our own list, written for passwords of 12 characters and more.
 */
export const EASY_WORDS: readonly string[] = (
  'password passwort wachtwoord pass passw0rd paswoord kennwort geheim secret login inloggen admin administrator root user ' +
  'gebruiker benutzer welcome welkom willkommen hello hallo hoi guten morgen goedemorgen changeme change default test testing ' +
  'tester temp temporary guest gast demo example voorbeeld beispiel letmein open sesame access toegang zugang master system ' +
  'systeem server computer laptop internet intranet office kantoor buro werk work arbeit company bedrijf firma team personeel ' +
  'monday tuesday wednesday thursday friday saturday sunday maandag dinsdag woensdag donderdag vrijdag zaterdag zondag montag ' +
  'dienstag mittwoch donnerstag freitag samstag sonntag january february march april may june july august september october ' +
  'november december januari februari maart mei juni juli augustus oktober januar februar marz mai dezember spring summer ' +
  'autumn winter lente zomer herfst fruhling sommer herbst love liefde liebe iloveyou schatje schatz darling baby angel engel ' +
  'princess prinses prinzessin sunshine zonnetje sonne monkey aapje affe dragon draak drache tiger tijger lion leeuw football ' +
  'voetbal fussball soccer baseball basketball hockey ajax feyenoord psv bayern dortmund schalke chelsea arsenal liverpool ' +
  'superman batman starwars pokemon pikachu minecraft facebook google apple iphone samsung windows microsoft amazon netflix ' +
  'amsterdam rotterdam utrecht denhaag haag eindhoven groningen holland nederland berlin hamburg munchen munich koln deutschland ' +
  'germany london england england europe europa qwerty qwertz azerty asdf asdfgh zxcv zxcvbn yxcv qazwsx wachtwoord123 abc abcd ' +
  'abcdef ficken fuck fuckyou shit hacker killer shadow jesus jezus god gott freedom vrijheid freiheit whatever trustno one two ' +
  'three een twee drie eins zwei drei money geld chocolate chocolade cookie koekje banana banaan pizza coffee koffie kaffee bier ' +
  'beer mother mama papa father oma opa michael daniel jordan thomas andrea nicole jessica sandra marie peter jan piet klaas hans ' +
  'flower bloem blume garden tuin garten house huis haus hond dog hund kat cat katze my mijn mein your jouw dein our ons unser ' +
  'the de het der die das and en und is ist i ik ich new nieuw neu super cool nice mooi schon lekker best beste happy blij ' +
  'veilig secure sicher security veiligheid sicherheit safe zorg care pflege hospital ziekenhuis krankenhaus school schule'
).split(' ');
