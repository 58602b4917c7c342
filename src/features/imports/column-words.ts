import type { ColumnMeaning } from '../../contract/import-columns.ts';

/**
 * Column headings of personnel systems, directories and club lists in English, Dutch and German, written as
 * `plainHeader` leaves them but without spaces. Sources: export and import templates of two dozen products.
 */
const WORDS: Partial<Record<ColumnMeaning, string>> = {
  email: `email emailaddress emailaddr emailid mail mailaddress workemail emailwork workemailaddress businessemail businessemailaddress
    companyemail corporateemail primaryemail primaryemailaddress useremail emailprimarywork emailprimary officeemail schoolemail
    emailadres emailwerk werkemail emailzakelijk zakelijkeemail emailschool emailadreswerk werkmail mailadres emailadreszakelijk emailorganisatie emailkantoor
    emailadresse mailadresse emaildienstlich dienstlicheemail dienstlicheemailadresse emailgeschäftlich geschäftlicheemail
    geschäftlicheemailadresse emailarbeit firmenemail emailfirma emailberuflich kontaktemail elektronischepost`,
  employeeId: `employeeid employeenumber employeenr employeeno empid empno empnumber employee employeecode staffid staffnumber staffno
    personnelnumber personnelno personnelid personid personnumber personnr workerid payrollnumber payrollid badgenumber associateid organizationalidnumber memberid
    membernumber personeelsnummer personeelsnr personeelnummer persnr personeelsid medewerkernummer medewerkersnummer medewerkernr medewerkerid werknemernummer
    werknemersnummer werknemerid stamnummer persoonsnummer lidnummer lidnr relatienummer personalnummer personalnr personalid pnr
    mitarbeiternummer mitarbeiternr mitarbeiterid mitarbeiterkennung stammnummer mitgliedsnummer mitgliedsnr kundennummer kundennr klantnummer persnummer`,
  externalId: `externalid extid id recordid uuid guid objectguid objectid userid useridentifier contactid dn distinguishedname sourceid foreignid externekennung externid`,
  userName: `username userprincipalname upn login loginid loginname userlogin logon logonname samaccountname uid useraccount accountname account screenname
    gebruikersnaam inlognaam loginnaam accountnaam benutzername anmeldename benutzerkennung nutzername benutzer kennung windowsaccount`,
  givenName: `firstname givenname forename first preferredname preferredfirstname legalnamefirstname callingname fname
    voornaam roepnaam vorname rufname voornamen`,
  givenNameOfficial: `legalfirstname officialfirstname birthfirstname officiëlevoornamen`,
  familyNamePrefix: `tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels infix lastnameprefix surnameprefix familynameprefix nameprefix
    voorvoegselachternaam tussenvoegselachternaam voorvoegselsachternaam tussenvgsl tussenv tv voorv voorvoegselgeboortenaam namensvorsatz namenszusatz vorsatzwort adelsprädikat`,
  familyName: `lastname surname familyname last sn lname secondname legalnamelastname achternaam geboortenaam familienaam naamachternaam
    nachname familienname zuname hausname`,
  fullName: `name fullname cn worker personname employeename membername contactname completename nameofemployee staffname
    naam volledigenaam naammedewerker medewerkernaam naamvolledig naamwerknemer medewerker werknemer vollständigername gesamtname mitarbeiter mitarbeitername vorundnachname vornamenachname nachnamevorname
    voorenachternaam voornaamenachternaam voornaamachternaam firstandlastname firstlastname lastnamefirstname vollername naamlid`,
  displayName: `displayname shortname knownas emaildisplayname weergavenaam schermnaam anzeigename`,
  department: `department dept departmentname departmentnumber division team unit orgunit organizationalunit organisationalunit businessunit ou section currentdepartmentdescription
    afdeling afdelingsnaam organisatieeenheid organisatorischeeenheid organisatorischeeenheidomschrijving afdelingomschrijving dienst sector cluster teamnaam
    abteilung abteilungsname bereich organisationseinheit fachbereich referat dienststelle orgeinheit`,
  jobTitle: `jobtitle title position positiontitle businesstitle employeetitle job jobname jobdescription occupation function functiontitle currentfunctiondescription jobfunction
    functie functienaam functieomschrijving functietitel beroep functiebenaming functieomschrijvinglang
    stelle stellenbezeichnung funktion berufsbezeichnung beruf jobbezeichnung tätigkeit positionsbezeichnung`,
  location: `location office officename officelocation physicaldeliveryofficename worklocation workplace site building buildingid floorname floorsection branch officenumber
    locatie vestiging werklocatie kantoor standplaats werkplek filiaal gebouw standort niederlassung arbeitsort büro filiale dienstort gebäude arbeitsplatz betriebsstätte`,
  phone: `phone phonenumber telephone telephonenumbermain tel telno primaryphone recoveryphone contactnumber phoneno contactphone
    telefoon telefoonnummer telefoonnr telnr telefon telefonnummer telefonnr rufnummer`,
  phoneMobile: `mobile mobilephone mobilenumber mobilephonenumber cell cellphone cellphonenumber gsm mobileno phonemobile
    mobiel mobieltje mobielnummer mobielnr mobieletelefoon mobielnrwerk gsmnummer telefoonmobiel mobieltelefoonnummer mobielwerk
    mobil mobiltelefon handy handynummer mobilnummer mobiltelefonnummer telefonmobil`,
  phoneWork: `workphone businessphone officephone telephonenumber workphonenumber phonework businessphonenumber
    telefoonwerk telefoonnrwerk zakelijketelefoon telefoonnummerwerk werktelefoon telefoonzakelijk vasttelefoonnummer doorkiesnummer
    telefongeschäftlich telefondienstlich diensttelefon geschäftstelefon telefonarbeit telefonbüro durchwahl`,
  phoneHome: `homephone phonehome privatephone telefoonprivé telefoonprive telefoonthuis mobielprivé mobielprive telefonprivat privattelefon homephonenumber`,
  managerEmail: `manageremail reportstoemail managersemail supervisoremail managermail manageremailaddress emailmanager leademail
    emailleidinggevende leidinggevendeemail emailadresleidinggevende managersemailadres emailvorgesetzter vorgesetzteremail vorgesetztenemail emailvorgesetzte emailführungskraft führungskraftemail`,
  managerId: `managerid managernumber manageremployeeid managersid supervisorid currentmanagernumber persoonsnummerleidinggevende leidinggevendeid leidinggevendenummer vorgesetztenid vorgesetzterid personalnummervorgesetzter`,
  managerName: `manager managername managersname reportsto supervisor supervisorname linemanager boss leidinggevende naamleidinggevende teamleider leidinggevendenaam
    vorgesetzter vorgesetzte vorgesetztename führungskraft teamleiter teamleitung`,
  language: `language lang locale preferredlanguage languagecode uilanguage languagepreference correspondencelanguage taal taalcode voertaal voorkeurstaal sprache sprachcode korrespondenzsprache bevorzugtesprache`,
  startDate: `startdate hiredate dateofhire dateofjoining joiningdate joindate datehired employmentstart employmentstartdate startingdate commencementdate contractstart contractstartdate firstworkingday firstday begindate originalhiredate
    datumindienst indienst indiensttreding indienstdatum datumindiensttreding begindatum startdatum begindatumfunctie ingangsdatum datumaanvang eerstewerkdag begindatumcontract begindatumdienstverband indienstsinds
    eintrittsdatum eintritt einstellungsdatum startdatumvertrag vertragsbeginn beginn ersterarbeitstag dienstantritt beschäftigungsbeginn eintrittam`,
  endDate: `enddate terminationdate leavingdate dateofleaving lastworkingday lastday contractend contractenddate employmentend employmentenddate expirationtimestamp expirydate expirationdate accountexpires leavedate exitdate
    datumuitdienst uitdienst uitdiensttreding uitdienstdatum einddatum einddatumfunctie einddatumcontract einddatumdienstverband datumuitdiensttreding laatstewerkdag datumeinde einddienstverband
    austrittsdatum austritt vertragsende enddatum befristetbis letzterarbeitstag beschäftigungsende austrittam kündigungsdatum ende`,
  status: `status state userstatus accountstatus activestatus active isactive enabled accountenabled employmentstatus newstatus deletedat deleteat suspendedat suspended employeestatus workerstatus
    actief statusmedewerker dienstverbandstatus inactief aktiv beschäftigungsstatus mitarbeiterstatus kontostatus`,
  statusInverse: `blocksignin blocked isblocked disabled accountdisabled locked geblokkeerd gesperrt deaktiviert deleted issuspended inactive`,
  role: `roles role orgrole userrole admin moderator isadmin permissions permission systemrole rol rechten autorisatie rolle rollen berechtigung berechtigungen benutzerrolle`,
  group: `group groups groupname groupnames cohort team course teams tags orgunitpath orgpath memberof groep groepen gruppe gruppen klas klasse`,
  company: `company companyname organization organisation organisationname organizationname associatedcompany employer legalentity
    bedrijf bedrijfsnaam organisatie werkgever firma unternehmen organisationname arbeitgeber gesellschaft`,
  costCenter: `costcenter costcentre costcentercode currentemployeecostcentercostcentercode kostenplaats kostenplaatsomschrijving kostenplaatsnaam kostenstelle kostenstellennummer`,
  employeeType: `employeetype usertype workertype employmenttype contracttype typecontract soortmedewerker dienstverband soortdienstverband contractsoort medewerkertype mitarbeiterart beschäftigungsart vertragsart anstellungsart`,
  country: `country countrycode countryorregion countryregion usagelocation businesscountry businesscountryregion land landoderregion landcode staat landofregio`,
  address: `address streetaddress street city state stateorprovince province zip zipcode ziporpostalcode postalcode postcode postaladdress workaddress homeaddress businessstreet businesscity businessstate businesspostalcode town poststreet
    adres straat woonplaats plaats provincie postcodeplaats huisnummer straatnaam adresregel adresse straße strasse ort plz postleitzahl bundesland bundesstaat hausnummer wohnort anschrift`,
  honorificPrefix: `honorificprefix salutation prefix anrede aanhef titel titulatuur titelvoor courtesytitle akademischertitel mrmrs`,
  honorificSuffix: `honorificsuffix suffix titleafter titelna namesuffix titelnach`,
  middleName: `middlename middle middleinitial tweedenaam zweitername`,
  nickName: `nickname alias bijnaam spitzname`,
  initials: `initials voorletters initialen`,
  nameConvention: `naamgebruik naamgebruikcode nameconvention namenskonvention`,
  partnerName: `geboortenaampartner partnerlastname partnername achternaampartner partnernaam naampartner nachnamepartner`,
  partnerNamePrefix: `voorvoegselpartner partnerprefix voorvoegselsachternaampartner tussenvoegselpartner partnernameprefix voorvoegselnaampartner`,
  secondaryEmail: `secondaryemail secondemail alternateemail alternativeemail alternateemailaddress recoveryemail homesecondaryemail worksecondaryemail personalemail privateemail homeemail emailprimaryhome email2 otheremail emailpersonal emailhome emailprivate
    emailprivé emailprive priveemail privéemail privemail emailthuis emailpersoonlijk persoonlijkemail alternatiefemailadres privéemailadres emailadresprivé emailadresprive
    alternativeemailadresse emailprivat privateemail privateemailadresse emailprivat privatemail`,
  password: `password pass pwd userpass passwd initialpassword temporarypassword temppassword passwordhash hashedpassword wachtwoord paswoord startwachtwoord passwort kennwort initialkennwort startpasswort`,
  birthDate: `birthdate dateofbirth dob birthday geboortedatum geboren geburtsdatum geburtstag geborenam`,
  sensitive: `bsn burgerservicenummer sofinummer iban bankaccount bankaccountnumber bankrekening bankrekeningnummer rekeningnummer kontonummer bic salary wage salaris loon uurloon gehalt lohn stundenlohn ssn socialsecuritynumber nationalid nationalinsurancenumber nino
    passportnumber paspoortnummer ausweisnummer reisepassnummer gender sex geslacht geschlecht religion religie geloof konfession nationality nationaliteit staatsangehörigkeit nationalität ethnicity maritalstatus burgerlijkestaat familienstand
    steuerid steuernummer steueridentifikationsnummer steuerklasse sozialversicherungsnummer svnummer rentenversicherungsnummer disability schwerbehinderung krankenkasse birthplace geboorteplaats geburtsort secretanswer`,
  profileField: `extraprofielveld profielveld profilefield customfield extraveld vrijveld zusatzfeld`,
  ignore: `passwordhashfunction newprimaryemail newlicenses licenses changepasswordatnextsignin advancedprotectionprogramenrollment mustchangepasswd fax faxnumber emailtype profileurl timezone jobprofile
    row no nr rownumber created createdat createdate lastseenat functiecode functioncode organisatorischeeenheidcode volgnummerdienstverband leadstatus contactowner objectclass sid authservice authsource billingactive has2fa hassso addedtoorg
    website notes details opmerkingen bemerkung notizen photo foto avatar`,
};

const MEANING_BY_WORD = new Map<string, ColumnMeaning>();
for (const [meaning, words] of Object.entries(WORDS) as [ColumnMeaning, string][]) {
  for (const word of words.split(/\s+/)) if (!MEANING_BY_WORD.has(word)) MEANING_BY_WORD.set(word, meaning);
}

/** A heading as words: lower case, camel case and signs split, decoration ("*", "[Required]", "verplicht") gone. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, ' ')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(
      /\[(required|upload only|must be[^\]]*|optional|verplicht|erforderlich|pflichtfeld)\]|\((required|optional|verplicht|optioneel|erforderlich|pflichtfeld|yes\/no)\)/g,
      ' ',
    )
    .replace(/\b(required|verplicht|erforderlich)\s*$/g, ' ')
    .replace(/#/g, ' number ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const squash = (words: string) => words.replace(/\be mail/g, 'email').replace(/ /g, '');

/** What a heading says by itself, word for word; undefined where it is none that we know. */
export function meaningOfHeader(header: string): ColumnMeaning | undefined {
  const inner = /\[([^\]]+)\]/.exec(header)?.[1];
  const outer = header.replace(/\[[^\]]*\]/g, ' ');
  const known = (text: string) => {
    const key = squash(plainHeader(text));
    return MEANING_BY_WORD.get(key) ?? MEANING_BY_WORD.get(key.replace(/\d+$/, ''));
  };
  const byOuter = known(outer);
  const byInner = inner === undefined ? undefined : known(inner);
  if (byInner && (byOuter === undefined || squash(plainHeader(outer)) === 'name')) return byInner;
  if (byOuter) return byOuter;
  return known(header) ?? known(outer.replace(/\([^)]*\)/g, ' '));
}

const PARTS: [RegExp, ColumnMeaning][] = [
  [/\b(at|till|on)$/, 'ignore'],
  [/passw|wachtwoord|kennwort/, 'password'],
  [/\b(bsn|iban)\b|salar|gehalt|geslacht|nationalit/, 'sensitive'],
  [/geburt|geboorte ?datum|birth/, 'birthDate'],
  [
    /(manager|leidinggevende|vorgesetzt|supervisor|reports to|owner|besitzer|eigenaar).*mail|mail.*(manager|leidinggevende|vorgesetzt)/,
    'managerEmail',
  ],
  [
    /(privat|privé|prive|thuis|home|personal|second|altern|recovery|backup).*mail|mail.*(privat|privé|prive|thuis|home|personal|second|altern)/,
    'secondaryEmail',
  ],
  [/\be ?mail\b|email|mailadres/, 'email'],
  [/(mobile|mobiel|mobil|handy|gsm)/, 'phoneMobile'],
  [/(tel|phone).*(privé|prive|privat|home|thuis)/, 'phoneHome'],
  [/\b(tele|phone|tel\b)|telefoon|telefon/, 'phone'],
  [/(personeel|personal|medewerker|mitarbeiter|employee|werknemer|staff).*(nummer|number|nr|id|code|no)\b/, 'employeeId'],
  [/\blast seen\b|\blaatst/, 'ignore'],
  [/vornam|voornaam|first name|given name|roepnaam/, 'givenName'],
  [/nachnam|achternaam|last name|surname|family name/, 'familyName'],
  [/afdeling|abteilung|department/, 'department'],
  [/in dienst|hire|eintritt|einstellung/, 'startDate'],
  [/uit dienst|austritt|terminat/, 'endDate'],
  [/job title|functie|funktion/, 'jobTitle'],
  [/standort|vestiging|locati/, 'location'],
];

/** What part of a heading suggests ("E-mail zorggroep 2024"); less sure than the whole. */
export function meaningOfPart(header: string): ColumnMeaning | undefined {
  const words = plainHeader(header);
  if (/\bcode\b/.test(words)) return undefined;
  return PARTS.find(([part]) => part.test(words))?.[1];
}

/** Headings of payroll lines, which list pay and hours and no people. */
export function isPayrollHeader(header: string): boolean {
  return /^(lohnart|looncomponent|looncode|wagetype|paycode|earningcode|nettobetrag|bruttobetrag)$/.test(
    squash(plainHeader(header)),
  );
}
