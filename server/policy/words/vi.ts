/** Made by setup/words/make.ts from its candidates: change its inputs, not this file. */
export const VIETNAMESE = `
  am-ap am-chen am-dieu am-dun am-em am-huong am-lich am-nhac am-no am-tham am-thuc am-tra am-uot
  an-bai an-com an-cuoi an-khang an-khop an-long an-mung an-pham an-qua an-tet an-toi an-tuong
  an-vat anh-chi anh-dao anh-den anh-lua ao-anh ao-beo ao-ca ao-choang ao-coc ao-dai ao-giap ao-goi
  ao-ho ao-khoac ao-mua ao-phao ao-sen ao-thuat ao-thun ao-uoc ao-vuon au-yem ba-chu ba-con ba-gac
  ba-khia ba-lo ba-ngoai bac-bo bac-hoc bac-thang bac-thay bac-them bach-kim bach-tuoc bai-bien
  bai-boi bai-cat bai-hoc bai-tam bai-tho bai-toan bai-van bai-viet bai-xe bam-may bam-nut ban-buon
  ban-chan ban-dap ban-ghe ban-goc ban-in ban-ket ban-la ban-nhac ban-phim ban-quyen ban-thao
  ban-ui bang-huu bang-khen bao-boc bao-bung bao-cap bao-dom bao-gam bao-gao bao-gia bao-hanh
  bao-hiem bao-lu bao-nhieu bao-quat bao-tai bao-tin bap-bung bap-chuoi bap-ngo bap-tay bat-bien
  bat-chap bat-dua bat-ngat bau-troi bay-cao bay-luon bay-muoi bay-nhay be-bong be-nho be-xiu
  ben-bo ben-cang ben-chat ben-chi ben-duoi ben-kia ben-len ben-ngoai ben-nhau ben-pha ben-trong
  ben-vung ben-xe bep-an bep-dien bep-ga bep-lua bep-nuc bep-tu bi-kich bi-ngo bi-quyet bi-trang
  bi-ve bia-cung bia-sach bien-ai bien-bao bien-ca bien-che bien-dich bien-khoi bien-mat bien-soan
  bien-tap bieu-bi bieu-cam bieu-dat bieu-do bieu-hien bieu-thuc bim-bip binh-di binh-gom binh-tra
  binh-yen bo-ben bo-buoc bo-chong bo-cuc bo-goi bo-hoa bo-hung bo-lac bo-oc bo-tri bo-tuong bo-vai
  bo-vien bo-xao bo-xit boc-hoi boc-tham boc-vac boi-ban boi-buom boi-ech boi-hoi boi-moc boi-ngua
  boi-so bong-bay bong-da bong-gao bong-gon bong-lua bong-nem bong-ngo bong-toi bua-an bua-com
  bua-go bua-riu bua-tiec bua-toi bua-trua bui-bam bui-cay bui-phan bui-toc bui-tre bun-dat bung-be
  bung-no buoc-di buom-gio buom-nau buon-ban bup-che bup-la bup-mang bup-sen but-bi but-danh
  but-long but-may but-muc but-sap but-tich buu-ta ca-bien ca-chep ca-chua ca-com ca-cuong ca-duoi
  ca-hat ca-heo ca-hop ca-kho ca-khuc ca-kich ca-lang ca-map ca-nuoc ca-phe ca-quyet ca-rot ca-sau
  ca-thay ca-tinh ca-tram ca-tuyet cach-am cach-tan cach-xa cai-bap cai-choi cai-cuc cai-ngot
  cai-riu cai-thia cai-tien cai-to cam-but cam-chiu cam-cui cam-dia cam-doan cam-go cam-hung
  cam-ket cam-lai cam-men cam-nhan cam-on cam-quyt cam-ta cam-thao cam-xe can-bot can-cuoc can-ho
  can-ke can-kiem can-loi can-man can-nha cang-tom canh-beo canh-dep canh-sen cao-biet cao-co
  cao-loi cao-nien cao-oc cao-tang cao-vut cao-xuoc cap-bao cap-ben cap-cuu cap-doi cap-long
  cap-sach cap-so cat-bui cat-lat cat-lua cat-may cat-set cat-toc cau-chi cau-ket cau-may cau-mong
  cau-tha cau-veo cay-cay cay-ghep cay-kem cay-neu cha-ca cha-lua cha-nem chai-dau chai-lo chai-san
  chai-toc cham-het cham-lam cham-soc cham-tay chan-goi chan-vit chao-hoi chao-mo chao-vit chap-noi
  chat-bop chat-cay chat-che chat-hep chat-khi chat-ran chat-xam chau-luc chay-ben chay-coi
  chay-sem chay-thi che-bien che-cho che-cui che-pham che-phu che-tac che-tao cheo-beo cheo-do
  cheo-lai chi-bao chi-chit chi-huy chi-khi chi-phoi chi-theu chi-tiet chi-tinh chi-tra chi-vien
  chia-deu chia-se chia-tay chiec-ao chiec-do chiec-la chieu-y chim-cau chim-en chim-gay chim-noi
  chim-non chim-se chiu-kho cho-bua cho-chuc cho-muon cho-noi cho-phep choi-boi choi-cai choi-dan
  choi-gac choi-loa choi-loc choi-rom choi-tre chom-no chom-xom chon-que chop-loe chop-mat chop-mui
  chop-non chot-cua chu-be chu-but chu-dong chu-hoa chu-in chu-khao chu-tam chu-tho chu-toan
  chu-viet chu-yeu chuan-bi chuc-cho chuc-nam chuc-tet chuc-vu chui-mui chum-dau chum-khe chum-lua
  chum-nho chup-anh chup-den chup-mu chut-xiu co-ao co-bai co-cuoi co-do co-duyen co-gang co-huong
  co-khi co-ngoi co-quap co-son co-the co-tich co-xat coc-go coc-sua coc-tien coc-tre coc-vai
  coi-go coi-long coi-re coi-tau coi-xay com-ga com-hen com-hop com-nep com-rang com-tam com-te
  com-trua con-cat con-giap con-mua con-so con-tem con-thoi cong-ich cong-lao cong-phu cop-nhat
  cot-buom cot-den cot-ket cot-moc cot-nha cot-nhuc cot-thep cot-yeu cua-ai cua-chop cua-gach
  cua-hang cua-khau cua-kinh cua-nha cua-so cua-tiem cuc-ao cuc-bot cuc-da cuc-gach cuc-tay cui-cho
  cui-dun cui-goc cum-cay cum-hoa cum-tu cung-cap cung-coi cung-cuc cung-ten cung-thu cung-ung
  cuoc-bo cuoc-dat cuoc-dua cuoc-phi cuoi-hoi cuoi-mim cuoi-mua cuoi-nam cuoi-nu cuoi-xoa cuon-chi
  cuon-goi cuon-hut cuon-len cuu-doi cuu-giup cuu-ho cuu-sinh cuu-te cuu-van da-bong da-cuoi
  da-diet da-muu da-ngam da-nghia da-phan da-thuoc dac-y dai-dien dai-han dai-khai dai-ngo dai-sen
  dai-tiec dai-tu dai-yem dan-bao dan-chim dan-di dan-muop dan-nhap dan-seu dan-tem dan-xep
  dang-yeu danh-dum dao-kep dao-nhip dao-tao dap-denh dap-diu dap-ghim dap-lua dap-ung dap-xe
  dat-com dat-nung dat-ten dat-thit dat-trau dau-bap dau-cham dau-duoi dau-hien dau-hu dau-loai
  dau-nga dau-xuan day-ap day-cop day-cua day-nha day-som day-thep de-bung de-coi de-cuong de-dat
  de-me de-muc de-nen de-nghi de-tam de-trui de-tua de-xuat dem-dong dem-he dem-qua dem-sao
  dem-theo den-chum den-sach dep-le dep-long dep-mat dep-nhua dep-troi det-kim det-lua det-may
  deu-buoc di-ban di-biet di-boi di-dung di-hoc di-lai di-lam di-nhien di-tich di-ut dia-ba dia-cau
  dia-chat dia-chi dia-gioi dia-hinh dia-tron dich-vu dien-ap dien-ta diep-tu dieu-bo dieu-le
  dieu-mua dieu-uoc dinh-ba dinh-chi dinh-hon dinh-kem dinh-mu dinh-nui dinh-oc dinh-tam diu-diu
  diu-mat diu-ngot do-am do-chot do-gom do-hoe do-hop do-tuoi do-uong do-xet do-xoi doan-ket
  doan-ngo doan-tau doan-xe doc-mung doc-nham doc-tau doi-chut doi-dua doi-khi doi-mu doi-pho
  doi-tac doi-theo doi-ung dom-dom dom-sang don-ca don-ep don-lai don-tet don-tiep don-xoc dong-ang
  dong-chu dong-dem dong-goi dong-gop dong-nam dong-vui dong-y dop-moi dot-bien dot-ret dot-xuat
  du-an du-bi du-dia du-lich du-luan du-thao dua-ca dua-chen dua-gang dua-ghe dua-hau dua-leo
  dua-muoi dua-sap dua-thu dua-tien dua-xiem duc-hanh duc-ket duc-ngau duc-tinh dui-ech dui-ga
  dun-bep dung-bua dung-cot dung-hen dung-im dung-khi dung-leu dung-mao dung-muc dung-nha dung-sai
  duoi-kip duoi-sam duong-be duong-xi dut-loi duy-nhat duy-tan duyen-co e-che e-ngai e-then ech-com
  ech-nhai ech-op em-ai em-dem em-ho em-ru em-ut en-nhan eo-bien eo-dat eo-hep eo-oi eo-ot eo-seo
  ep-buoc ep-dau ga-ac ga-loi ga-mia ga-ri ga-rung ga-tau ga-trong ga-xe gac-but gac-dem gac-xep
  gach-cua gach-men gai-ngua gai-nhon gai-nut gai-oc gam-cau gam-giay gam-gu gam-hoa gam-nham
  gam-voc gan-ghep gan-gui gan-guoc gan-hoi gan-lien gan-loc gan-xa gang-suc gang-tay ganh-hat
  gao-coi gao-dua gao-nep gao-tam gao-te gao-thet gap-gap gap-go gap-khuc gap-lung gap-mat gap-may
  gat-dau gat-gong gat-hai gau-ao gau-xuc gay-gat gay-nuoi gay-tre ghe-bang ghe-choi ghe-dau
  ghe-may ghe-nhua ghe-tham ghenh-da ghep-noi ghi-am ghi-chat ghi-chep ghi-danh ghi-hinh ghi-long
  ghi-so ghi-ta ghim-cai gia-dinh gia-nhu gia-suc giam-bot giam-ho giam-nhe giam-sat giam-tao
  giam-thi giat-nay giau-tre gie-lau gieo-hat gieo-ma gin-giu giu-gin giu-ke giup-do giup-ich
  giup-suc go-bo go-ep go-kien go-lim go-ma go-mun go-nhip go-roi go-sua go-tech goc-canh goc-cay
  goc-gac goc-nhin goc-pho goc-re goc-tich goi-bong goi-cuon goi-dien goi-ghem goi-mo goi-om
  goi-ten goi-tra goi-y gom-co gom-gop gom-nhat gon-gang gon-nhe gop-phan gop-suc gop-vui gop-y
  got-son gui-gam gui-mang gui-qua gui-thu gui-tien guoc-dep guoc-moc guong-ep guong-to ha-buom
  ha-chi ha-du ha-luu ha-ma ha-nhiet ha-tang hai-au hai-huoc hai-kich hai-long hai-luom hai-sam
  hai-vi hai-yen ham-hap ham-so ham-suc ham-tieu ham-y han-chot han-gan han-gi hang-bet hang-cua
  hang-hai hang-o hang-xe hang-xom hanh-ta hao-hiep hao-khi hao-kiet hao-phu hap-tap hap-thu
  hat-boi hat-ca hat-cheo hat-cuom hat-gao hat-ho hat-mua hat-nhan hat-vi hat-xoan hau-can hau-ve
  hay-biet hay-ho hay-la he-cheo he-han he-mo he-nhau he-qua he-thong hech-mui hem-nho hem-nui
  hen-gap hen-ho hen-uoc hen-xao heo-hut heo-lanh heo-may heo-rung hep-hoi het-co het-long het-muc
  hiem-co hiem-hoc hiem-hoi hien-dai hien-huu hien-ke hien-nha hien-tu hien-vat hiep-luc hiep-uoc
  hieu-bai hieu-lam hieu-ung hinh-anh hinh-mau hinh-nom hit-dat hit-ha hit-tho hiu-hat ho-boi
  ho-cat ho-diep ho-ga ho-het ho-mang ho-ngoai ho-reo ho-so ho-ten ho-tieu hoa-am hoa-bao hoa-cuc
  hoa-hue hoa-khi hoa-mai hoa-sim hoa-sua hoa-tiet hoa-tieu hoa-xoan hoat-bat hoat-hoa hoc-bong
  hoc-bua hoc-gia hoc-nhom hoc-phan hoc-phi hoc-sinh hoc-tro hoc-viec hoi-dap hoi-dau hoi-he
  hoi-hop hoi-men hoi-ngo hoi-nuoc hoi-sinh hoi-tham hoi-tu hoi-uc hom-gio hom-kia hom-nay hom-qua
  hom-sau hom-thu hom-ton hon-bi hon-hop hon-kem hon-ngoc hon-nhan hon-soi hon-thua hong-hac
  hong-tam hong-tra hop-but hop-ca hop-dong hop-giay hop-kim hop-le hop-mau hop-nuoc hop-sat
  hop-sua hot-hai hot-mit hot-toc hot-xoai hu-danh hu-gao hua-hen hua-theo huan-thi hun-duc
  hun-khoi hun-von hung-chi hut-bui hut-nuoc huu-co huu-ich huu-ngan huu-nghi huu-tinh huy-bo
  huy-dong huy-hieu huyen-bi huyet-ap huyt-coi huyt-sao i-ach im-bat im-lang im-lim in-sach inh-oi
  inh-tai it-khi it-loi it-nhieu ke-ben ke-can ke-hoach ke-khai ke-thua ke-tiep ke-toan ke-tuc
  ke-vi kem-coc kem-dua kem-que ken-dong ken-hoi ken-la ken-re ken-tam keo-be keo-bong keo-dai
  keo-gung keo-lac keo-luoi keo-mut keo-rem kep-ao kep-giay kep-hat kep-toc ket-ban ket-cau
  ket-cuom ket-hoa ket-hop ket-luan ket-nap ket-noi ket-nuoc ket-sat ket-thuc ket-tinh ket-trai
  ket-xe keu-ca keu-goi kha-ai kha-gia kha-nghi kha-quan khac-ghi khac-la khai-bao khai-but
  kham-kha khan-cap khan-cau khan-do khan-len khan-mat khan-tam khao-cuu khat-khe khau-hao khau-non
  khau-tru khau-vi khay-tra khe-chua khe-ho khe-ne khe-ngot khe-suoi khe-uoc kheo-leo kheo-tay
  khep-cua khep-kin khi-ap khi-cau khi-hiem khi-the khi-xua khich-le khieu-vu kho-can kho-heo
  kho-khoc kho-muc kho-tinh khoa-hoc khoa-keo khoac-ao khoe-moi khoi-bep khoi-den khoi-hai khoi-lam
  khoi-lo khoi-mao khoi-oc khoi-sac khom-la khom-tre khong-lo khop-noi khu-biet khu-hoi khu-nha
  khu-pho khu-vuc khu-vuon khung-xe khuoc-tu khuy-ao kia-kia kich-co kiem-ke kien-gan kien-lua
  kien-tao kien-tho kiet-suc kiet-tac kieu-chu kieu-mau kieu-sa kim-chi kim-ham kim-hoan kim-khau
  kim-loai kim-moc kim-nen kin-cong kin-mit kinh-do kinh-lup kinh-men kinh-phi kinh-ram kinh-te
  kinh-yeu kip-thoi la-chuoi la-co la-dua la-gan la-het la-liet la-mat la-sen la-tai lac-loai
  lai-buon lai-suat lam-an lam-bai lam-bep lam-lem lam-lui lam-nong lam-phat lam-quen lam-tam
  lam-thoi lam-viec lan-may lan-ngup lan-quan lan-toa lang-du lang-im lang-phi lang-que lang-yen
  lap-ghep lap-lo lap-rap lap-the lap-tuc lap-xuan lat-gach lat-gung lat-mem lau-cua lau-doi
  lau-nam lau-nha lau-say lau-son lay-dong lay-lung le-duong le-luoi le-phi le-sach le-te lem-luoc
  len-lop len-soi lenh-bai leo-cot leo-treo lich-ban lich-lam lich-su liem-gat lien-doi lien-he
  lien-hop lien-ket lien-tay lien-tuc liep-tre linh-hoi linh-vuc liu-lo lo-dang lo-gach lo-hoi
  lo-kim lo-lem lo-tau lo-thien lo-tho lo-trinh lo-xa loa-dai loa-ken loai-suy loai-tru loai-vat
  loc-coc loc-loi loc-nuoc loi-binh loi-chao loi-hen loi-ich loi-mon loi-nhip loi-thoi loi-tua
  lom-bom long-leo long-me lop-bop lop-hoc lop-lang lop-ngoi lop-vo lop-xe lot-tai lu-hanh lu-khach
  lu-luot lu-mo lu-quet lu-tre lua-bep lua-gao lua-hong lua-la lua-moi lua-to lua-trai luan-an
  luan-luu luat-gia luat-le luat-tho luc-binh luc-dia luc-hut luc-nao luc-tim lui-buoc lui-toi
  lun-phun lung-nui luoc-ga luoi-dao luom-lat luong-lu luot-van luot-ve luu-ban luu-but luu-loat
  luy-thua luyen-vo ma-ken ma-lum ma-nao ma-non ma-vach mac-ket mach-nha mai-miet mai-ngoi mai-sau
  mam-co mam-muoi mam-ruoc mam-tom mam-xanh mam-xoi man-anh man-cam man-chin man-hau man-khoa
  man-tiep mang-kho mang-tre mao-ga mao-tu map-map map-mo mat-hang mat-hut mat-kinh mat-mia mat-ong
  mat-ruoi mat-tay mat-thu mat-tien mat-troi mau-le mau-muc mau-nuoc mau-sac mau-so mau-vang
  may-bay may-bom may-do may-hong may-in may-keo may-khi may-loc may-man may-phat may-ui may-xuc
  me-cha me-cung me-den me-hien me-nheo mem-mai mem-mong men-bong men-gom men-lam men-yeu meo-con
  meo-mo meo-muop mep-ban mep-sach met-moi mia-lui mia-tim mien-ga mien-phi mien-que miet-mai
  mit-dai mit-mat mit-to mo-cua mo-hinh mo-ho mo-let mo-may mo-neo mo-nhat mo-phong mo-quang
  mo-suong mo-ta mo-toc mo-trau mo-uoc moc-ao moc-ban moc-gioi moc-mam moc-meo moc-nhi moc-tui
  moi-cau moi-chan moi-goi moi-lua moi-me moi-ngay moi-nha moi-son moi-tuoi mon-canh mon-de mon-hoc
  mon-nom mon-phai mon-qua mon-sinh mong-cau mong-cho mong-moi mot-chut mot-loat mot-minh mu-len
  mu-noi mu-rom mu-rua mu-tru mua-ban mua-cuoi mua-da mua-dong mua-gay mua-he mua-kho mua-lu
  mua-mua mua-ngau mua-phun mua-quat mua-sam mua-xuan muc-canh muc-do muc-in muc-kich muc-song
  muc-tu mui-kim mui-mit mui-tau mui-ten mui-thom mui-vi mui-xe mum-mim mun-cua mun-vai mung-mot
  mung-toi muoi-hai muoi-lac muoi-ot muon-doi muon-nha muon-xe muot-ma mut-keo nai-ni nam-ca
  nam-chau nam-cuc nam-hoc nam-mo nam-rom nam-sinh nao-ngo nap-am nap-chai nap-dien nap-hop nau-com
  nau-den nay-mam ne-ha ne-nep ne-phuc ne-tranh nem-bong nem-chua nem-cuon nem-ran nem-thu nen-mong
  nen-nha nen-tho nep-cam nep-minh nep-nghi nep-nhan nep-song net-but net-chu net-dep net-mat
  neu-cao nga-ba nga-lung nga-mu nga-voi ngam-sao ngam-tho ngan-da ngan-gon ngan-keo ngan-nap
  nganh-y ngao-du ngay-dem ngay-hoi ngay-mai ngay-xua nghe-dai nghe-gom nghe-loi nghe-moc nghe-o
  nghe-tin nghi-he nghi-mat nghi-suy nghi-tay ngo-dong ngo-gai ngo-hem ngo-la ngo-nep ngo-nghe
  ngo-nhan ngo-nho ngo-sen ngo-vuc ngo-xom ngoai-o ngoai-te ngoc-lan ngoc-nga ngoi-am ngoi-bet
  ngoi-ca ngoi-do ngoi-sao ngoi-thu ngon-cay ngon-den ngon-gio ngon-nui ngon-tu ngon-ut ngot-bui
  ngot-lim ngot-mua ngua-tia ngua-van nguu-tat nguy-nga nha-bep nha-cua nha-ga nha-moi nha-nghe
  nha-san nha-to nha-vuon nhac-nen nhai-lai nham-lan nhan-de nhan-ha nhan-nhu nhan-nut nhan-sam
  nhan-tan nhao-nan nhap-gia nhap-hoc nhap-mon nhap-tam nhat-bao nhat-tri nhay-cam nhay-du nhay-mua
  nhay-vot nhay-xa nhe-buoc nhe-nhe nhe-nhom nhe-tay nheo-mat nhi-dong nhi-hoa nhiem-vu nhiet-ke
  nhin-lai nhin-xa nhip-cau nhip-do nhip-tim nhip-xe nho-be nho-cay nho-kho nho-lau nho-len
  nho-mong nho-nhoi nho-tim nho-va nho-xiu nhoi-bot nhom-ban nhom-lua nhon-got nhu-cau nhu-mam
  nhu-nhu nhu-y nhung-ma nia-thoc niem-no niem-tin niem-vui niem-yet ninh-nhu niu-keo no-du noi-bat
  noi-cuoi noi-dia noi-dung noi-khe noi-khoa noi-luc noi-niem noi-nieu noi-o noi-tam nom-am nom-rau
  non-bo non-quai non-rom non-xanh nong-buc nong-hau nop-bai nop-tien not-nhac not-ruoi not-tram
  nu-ca nu-cong nu-nhi nu-sinh nua-dem nuc-cuoi num-cua nuoc-ep nuoc-mam nuoc-mia nuoi-ong nut-bam
  nut-that o-banh o-cam o-khoa o-kia o-lai o-rom o-tro o-trung oai-hung oc-buou oc-dao oc-huong
  oc-nhoi oc-sen oc-van oc-vit om-cham om-eo on-ao on-ap on-nghia on-thoa on-ton ong-buom ong-chua
  ong-hut ong-khoi ong-mat ong-nhom ong-nuoc ot-bot ot-hiem pha-tap pha-tro phai-mau pham-tru
  pham-vi phan-bo phan-doi phan-mau phan-mem phan-nan phan-xet phat-dat phat-goc phat-huy phat-pho
  phay-dat phay-go phe-binh phe-lieu phe-phay phen-tre phep-la phep-mau phep-tac phi-cuoi phi-hanh
  phi-le phi-ngua phi-pham phi-ton phia-nam phia-sau phien-am phien-la phim-bam phim-dan phim-hai
  phim-mau phin-loc pho-bien pho-co pho-nui pho-phat pho-thi pho-tu phoi-ao phoi-bay phong-ba
  phot-lo phu-am phu-bep phu-dau phu-dinh phu-hieu phu-nhan phu-nu phu-sa phu-song phu-the phu-tung
  phuc-che phuc-hoi phuc-hop phuc-tap qua-cap qua-do qua-lac qua-loa qua-mit qua-nhot quai-ham
  quai-mu quan-ao quan-he quan-sat quan-tu quan-vot quanh-co quat-mo quay-ga quay-ray que-chi
  que-dan que-kem que-mua que-nha quen-tay quet-don quet-la quet-san quyen-vo ra-khoi ra-rom ra-vao
  rach-roi ram-rap rap-hat rap-xiec rat-muc rau-cai rau-thom re-coc rem-cua ren-duc ren-giua reo-ho
  ret-buot ret-ngot reu-xanh ria-mep rieng-me riu-rit ro-mooc ro-phi roi-ben roi-ram roi-rot roi-xa
  rom-kho rom-ra ron-ron rong-mo rop-bong rot-tra rua-bat ruc-chay ruc-rich ruoc-den ruot-but
  ruot-goi ruot-xe rut-gon rut-re sa-cay sach-anh sach-se sai-buoc sai-canh sai-trai sam-bien
  sam-cam sam-lop sam-sua sam-tet sam-uat san-bang san-choi san-dip san-ga san-khau san-soc
  sang-tac sang-ten sao-chep sao-hom sao-kim sao-luu sao-phoi sap-dat sap-gu sap-mau sap-nhap
  sap-ong sap-san sap-xep sat-lo sat-thep sau-bo sau-keo sau-lung sau-xa say-gao say-kho se-chia
  se-duyen se-sang sen-hong set-danh seu-dau sieu-thi sinh-hoc sinh-ke sinh-luc sinh-to so-bi
  so-cap so-dem so-doan so-dua so-go so-hoc so-huu so-khao so-le so-mu so-nha so-phan so-sinh
  so-suat so-tham so-thich soi-chi soi-dong soi-suc soi-toc som-hom som-mai som-muon som-toi
  son-cuoc son-sat son-thuy son-tre song-con song-cua song-ho su-co su-kien su-pham su-phu su-sach
  su-tinh sua-bai sua-bot sua-doi sua-hat sua-tuoi suc-bat suc-ben suc-ep suc-khoe suc-luc sui-cao
  sum-hop sum-se sum-vay sun-khop sung-man sung-tuc suoi-am suoi-khe suoi-reo suon-non suon-nui
  suon-xao suot-dem suot-doi suu-tam suy-luan suy-xet ta-ao ta-duoc ta-lot ta-ngan ta-thuc tac-dung
  tac-hop tac-ke tac-pham tach-tra tai-cho tai-duc tai-hien tai-hoa tai-nam tai-nghe tai-voi
  tam-bong tam-cap tam-dac tam-gui tam-nghi tam-nhin tam-rua tam-the tam-to tam-ung tam-xoan
  tan-cong tan-gau tan-kich tan-so tan-thoi tan-tien tang-ca tang-ham tang-lop tang-phu tanh-mua
  tao-dung tao-hinh tao-lap tao-nen tap-chi tap-de tap-doan tap-hoa tap-nap tap-su tap-tanh tap-tho
  tat-nang tat-nuoc tat-yeu tau-hai tau-ngam tau-nhac tau-thuy tau-trau tay-bac tay-vin tay-xoa
  te-bao te-nhi ten-dem ten-goi ten-lua ten-nit ten-tuoi tet-nhat tet-toc teu-tao thac-mac thach-do
  thai-hau tham-chi tham-du tham-hoi tham-kin tham-len tham-nom than-ai than-bun than-the thang-ba
  thanh-am thao-moc thao-tac thap-be thap-but thap-rua that-nut thau-dao thau-dem thau-tom thay-co
  the-bai the-chap the-dien the-duc the-gioi the-he the-loai the-thao them-bot them-nha then-cai
  theo-kip thet-dai theu-det theu-hoa thi-cong thi-dua thi-giac thi-hieu thi-la thi-luc thi-phan
  thi-sinh thi-tham thia-go thien-di thiet-bi thieu-nu thit-bo thit-ga tho-ca tho-lan tho-lo
  tho-ngoc tho-rap tho-rung tho-tien tho-xay thoa-chi thoa-man thoc-gao thoc-lep thoc-lua thoi-coi
  thoi-com thoi-dai thoi-ken thoi-su thoi-the thom-tho thon-ban thon-nu thon-tha thon-xom thong-ke
  thot-not thot-tim thu-ba thu-gom thu-hai thu-hep thu-linh thu-moi thu-mon thu-muc thu-nam thu-ngo
  thu-nuoi thu-thap thu-thu thu-ven thu-vi thua-gui thua-ke thua-suc thuan-y thuc-an thuc-dem
  thuc-nu thuc-qua thuc-te thuc-thi thue-bao thue-nha thue-xe thung-go thuo-nho thuo-xua thuoc-ke
  thuy-loi thuy-mac thuy-ta tia-chop tia-la tia-sang tia-to tich-cuc tich-luy tich-tu tiem-am
  tiem-luc tien-dua tien-ich tien-len tien-loi tien-su tien-te tieng-ho tiep-can tiep-don tiep-noi
  tiep-thu tiep-tuc tiet-che tiet-hoc tiet-lo tiet-muc tiet-tau tieu-chi tieu-den tieu-hoc tieu-muc
  tieu-nao tieu-pha tieu-so tim-den tim-ngat tim-than tim-toi tin-cay tin-vit tin-vui tinh-ban
  tinh-cam tinh-net tinh-ngo tinh-xao to-bia to-chim to-khai to-khuc to-lua to-nhen to-ong to-pho
  to-tam to-ve to-vuong toa-do toa-lac toa-nha toa-soan toan-cau toan-tap toan-ven toc-do toc-hanh
  toc-luc toc-xoan toe-nuoc toi-da toi-mit toi-noi toi-tap toi-tay toi-uu tom-cang tom-cua tom-he
  tom-hum tom-luoc tom-non tom-rim tom-su tom-tat ton-kho ton-sung ton-that tong-dai tong-ket
  tong-mau tot-bung tot-dep tot-tinh tra-banh tra-gung trac-dia trai-he tram-bau tram-den tram-xa
  trat-tu trau-cau tre-con tre-em tre-hen tre-nga tren-cao treo-den treo-non tri-an tri-lieu
  tri-nho tri-oc tri-thuc tri-tue trien-de trinh-tu tro-giup tro-ngai tro-thu tro-vui troi-mua
  tron-tim tron-xoe tru-cot tru-phi truc-ca truc-vot trut-mua truy-cap truy-tim tu-ai tu-bo tu-cach
  tu-choi tu-duy tu-hao tu-hop tu-huyt tu-kinh tu-lanh tu-lieu tu-phap tu-sua tu-thien tu-ton tu-tu
  tua-lung tua-rua tua-sach tua-vit tuan-loc tuan-ma tuc-cau tuc-le tuc-thoi tuc-truc tui-luoi
  tui-vai tum-tim tung-toe tuoi-tac tuong-ot tuong-tu tuot-doc tuot-lua tuy-but tuy-co tuy-song
  tuy-than tuy-tung tuy-y tuyen-bo u-hoai u-tim uan-khuc ue-oai ui-do un-tac ung-bien ung-doi
  ung-dung ung-khau ung-pho ung-xu ung-y uoc-dinh uoc-hen uoc-mo uoc-muon uom-hoi uom-mam uom-thu
  uom-to uon-khuc uon-luon uon-uot uong-sua uop-lanh uop-tra uot-at uot-sung ut-it uu-ai uu-the
  uu-tu uu-viet uy-danh uy-luc uy-nghi uy-nhiem uy-quyen uy-thac uy-tin uyen-bac vai-chao van-nghe
  van-tho vap-nga vat-oc vat-the vay-goi vay-xoe ve-dep ve-huu ve-nuoc ve-sinh ve-so ve-xem
  ven-bien ven-man ven-song ven-toan ven-toc vet-tong vi-mo vi-sao vi-tha via-he via-than viec-lam
  viec-nha vien-ao viet-tay viet-thu viet-vi vinh-cuu vit-bau vit-quay vit-troi vit-xiem vo-cheo
  vo-cung vo-gao vo-kich vo-nhap vo-thuat vo-tuyen voi-nhau vom-cay vom-troi vot-beo vot-muoi
  vu-khuc vua-long vua-xay vua-y vui-choi vui-lap vui-mung vui-nhon vui-ve vung-que vuon-cam
  vuon-uom vuot-qua vut-bo xa-hoa xa-hoi xa-huong xa-phong xa-than xa-thu xa-vien xac-cot xam-tro
  xam-xit xanh-um xao-mang xap-vai xap-xi xay-dung xay-lua xe-buyt xe-dap xe-dich xe-khach xe-lam
  xe-lu xe-ngua xe-tho xem-bao xem-hat xem-phim xem-xet xen-co xen-giay xeng-xuc xep-chu xep-hang
  xep-lep xep-loai xet-net xiem-y xiet-bao xin-chu xin-loi xin-phep xinh-xeo xit-nuoc xiu-mai
  xo-bep xo-muop xoa-bong xoa-diu xoa-mo xoa-nhoa xoai-cat xoan-dao xoan-oc xoan-tit xoay-van
  xoay-xo xoc-don xoc-xech xoe-tay xoi-ga xoi-lac xoi-xeo xom-lang xom-nui xong-pha xop-mem xua-tan
  xuan-thi xuat-xu xuc-cam xue-xoa xung-dot xuong-am xuong-go xuyt-xoa y-chi y-dinh y-duoc y-kien
  y-nghia y-phuc y-tho y-tuong yem-dao yem-tro yen-a yen-binh yen-ngua yen-oanh yen-on yen-sao
  yen-tam yen-tiec yen-vui yet-hau yet-thi yeu-dau yeu-kieu yeu-luoc yeu-mem
`
