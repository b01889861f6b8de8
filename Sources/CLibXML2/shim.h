// Debian's libxml2 is built with ICU, and <libxml/encoding.h> would pull in ICU's headers, which clash with the ones inside
// Swift's Foundation. Without them one struct lacks two fields that nobody here reads.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
