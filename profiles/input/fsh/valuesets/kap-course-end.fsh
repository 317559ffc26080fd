ValueSet: KapCourseEndValues
Id: kap-course-end
Title: "KAP ends of a course"
Description: "All ends of a course."
* ^experimental = false
* include codes from system KapCourseEnd
